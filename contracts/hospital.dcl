dcl 1

contract hospital 1.0.0 {
  "How hospitals keep to good practice, one row per hospital and measure, as the HoloClean project published it."
  homepage "https://github.com/HoloClean/holoclean"
}

table measures {
  "One row per hospital and measure. What is said of a hospital or a measure is the same on each of its rows."
  source "samples/hospital/measures.csv"

  provider      : text   named "ProviderNumber"  "Medicare's number of the hospital."
  hospital      : text   named "HospitalName"  "The hospital's name."
  address       : text   named "Address1"  "Street and number."
  address_2     : text?  named "Address2"  "Second line of the address; empty throughout."
  address_3     : text?  named "Address3"  "Third line of the address; empty throughout."
  city          : text   named "City"  "The town."
  state         : text   named "State"  "The state, two letters."
  zip           : text   named "ZipCode"  "Five digits."
  county        : text   named "CountyName"  "The county."
  phone         : text   named "PhoneNumber"  "Ten digits."
  kind          : text   named "HospitalType"  "Kind of hospital."
  owner         : text   named "HospitalOwner"  "Who runs it."
  emergency     : text   named "EmergencyService"  "Whether it has an emergency room."
  condition     : text   named "Condition"  "The illness that is measured."
  measure_code  : text   named "MeasureCode"  "What is measured, as a code."
  measure       : text   named "MeasureName"  "What is measured, in words."
  score         : text?  named "Score"  "Share of patients, such as 96%."
  sample        : text?  named "Sample"  "How many patients, such as 37 patients."
  state_average : text   named "Stateavg"  "The state's figure for this measure, by its name."
}

rule kind_of_measure on measures {
  "An illness and a measure of it stand for one kind of hospital."
  check condition, measure determines kind
  pass [
    { condition: "heart attack", measure: "aspirin at arrival", kind: "acute care" },
    { condition: "heart attack", measure: "aspirin at arrival", kind: "acute care" },
  ]
  fail [
    { condition: "heart attack", measure: "aspirin at arrival", kind: "acute care" },
    { condition: "heart attack", measure: "aspirin at arrival", kind: "acute care" },
    { condition: "heart attack", measure: "aspirin at arrival", kind: "acute caxe" },
  ]
}

rule zip_of_hospital on measures {
  "A hospital has one ZIP code."
  check hospital determines zip
  pass [{ hospital: "river view", zip: "35233" }, { hospital: "river view", zip: "35233" }]
  fail [
    { hospital: "river view", zip: "35233" },
    { hospital: "river view", zip: "35233" },
    { hospital: "river view", zip: "3523x" },
  ]
}

rule phone_of_hospital on measures {
  "A hospital has one phone number."
  check hospital determines phone
  pass [
    { hospital: "river view", phone: "2055550100" },
    { hospital: "river view", phone: "2055550100" }
  ]
  fail [
    { hospital: "river view", phone: "2055550100" },
    { hospital: "river view", phone: "2055550100" },
    { hospital: "river view", phone: "205555x100" },
  ]
}

rule name_of_measure on measures {
  "A code stands for one measure."
  check measure_code determines measure
  pass [
    { measure_code: "ami-1", measure: "aspirin at arrival" },
    { measure_code: "ami-1", measure: "aspirin at arrival" },
  ]
  fail [
    { measure_code: "ami-1", measure: "aspirin at arrival" },
    { measure_code: "ami-1", measure: "aspirin at arrival" },
    { measure_code: "ami-1", measure: "aspixin at arrival" },
  ]
}

rule average_of_measure on measures {
  "A code goes with one state average. Where a measure spans two states this need not hold."
  severity warn
  check measure_code determines state_average
  pass [
    { measure_code: "ami-1", state_average: "al_ami-1" },
    { measure_code: "ami-1", state_average: "al_ami-1" }
  ]
  fail [
    { measure_code: "ami-1", state_average: "al_ami-1" },
    { measure_code: "ami-1", state_average: "al_ami-1" },
    { measure_code: "ami-1", state_average: "ak_ami-1" },
  ]
}

rule name_of_provider on measures {
  "A provider number belongs to one hospital."
  check provider determines hospital
  pass [
    { provider: "10018", hospital: "river view" },
    { provider: "10018", hospital: "river view" }
  ]
  fail [
    { provider: "10018", hospital: "river view" },
    { provider: "10018", hospital: "river view" },
    { provider: "10018", hospital: "rivex view" },
  ]
}

rule condition_of_measure on measures {
  "A code belongs to one illness."
  check measure_code determines condition
  pass [
    { measure_code: "ami-1", condition: "heart attack" },
    { measure_code: "ami-1", condition: "heart attack" }
  ]
  fail [
    { measure_code: "ami-1", condition: "heart attack" },
    { measure_code: "ami-1", condition: "heart attack" },
    { measure_code: "ami-1", condition: "hexrt attack" },
  ]
}

rule address_of_hospital on measures {
  "A hospital has one address."
  check hospital determines address
  pass [
    { hospital: "river view", address: "1 river road" },
    { hospital: "river view", address: "1 river road" }
  ]
  fail [
    { hospital: "river view", address: "1 river road" },
    { hospital: "river view", address: "1 river road" },
    { hospital: "river view", address: "1 rxver road" },
  ]
}

rule owner_of_hospital on measures {
  "A hospital has one owner."
  check hospital determines owner
  pass [
    { hospital: "river view", owner: "proprietary" },
    { hospital: "river view", owner: "proprietary" }
  ]
  fail [
    { hospital: "river view", owner: "proprietary" },
    { hospital: "river view", owner: "proprietary" },
    { hospital: "river view", owner: "propxietary" },
  ]
}

rule provider_of_hospital on measures {
  "A hospital has one provider number."
  check hospital determines provider
  pass [
    { hospital: "river view", provider: "10018" },
    { hospital: "river view", provider: "10018" }
  ]
  fail [
    { hospital: "river view", provider: "10018" },
    { hospital: "river view", provider: "10018" },
    { hospital: "river view", provider: "1x018" },
  ]
}

rule state_of_hospital on measures {
  "A hospital, known by name, phone and owner, is in one state."
  check hospital, phone, owner determines state
  pass [
    { hospital: "river view", phone: "2055550100", owner: "proprietary", state: "al" },
    { hospital: "river view", phone: "2055550100", owner: "proprietary", state: "al" },
  ]
  fail [
    { hospital: "river view", phone: "2055550100", owner: "proprietary", state: "al" },
    { hospital: "river view", phone: "2055550100", owner: "proprietary", state: "al" },
    { hospital: "river view", phone: "2055550100", owner: "proprietary", state: "ax" },
  ]
}

rule county_of_city on measures {
  "A town lies in one county."
  check city determines county
  pass [{ city: "boaz", county: "marshall" }, { city: "boaz", county: "marshall" }]
  fail [
    { city: "boaz", county: "marshall" },
    { city: "boaz", county: "marshall" },
    { city: "boaz", county: "maxshall" },
  ]
}

rule emergency_of_zip on measures {
  "Hospitals of a ZIP code agree on whether there is an emergency room."
  check zip determines emergency
  pass [{ zip: "35233", emergency: "yes" }, { zip: "35233", emergency: "yes" }]
  fail [
    { zip: "35233", emergency: "yes" },
    { zip: "35233", emergency: "yes" },
    { zip: "35233", emergency: "yex" }
  ]
}

rule city_of_hospital on measures {
  "A hospital is in one town."
  check hospital determines city
  pass [{ hospital: "river view", city: "boaz" }, { hospital: "river view", city: "boaz" }]
  fail [
    { hospital: "river view", city: "boaz" },
    { hospital: "river view", city: "boaz" },
    { hospital: "river view", city: "boxz" },
  ]
}

rule code_of_measure on measures {
  "A measure has one code."
  check measure determines measure_code
  pass [
    { measure: "aspirin at arrival", measure_code: "ami-1" },
    { measure: "aspirin at arrival", measure_code: "ami-1" },
  ]
  fail [
    { measure: "aspirin at arrival", measure_code: "ami-1" },
    { measure: "aspirin at arrival", measure_code: "ami-1" },
    { measure: "aspirin at arrival", measure_code: "ami-x" },
  ]
}
