dcl 1

contract beers 1.0.0 {
  "Canned craft beers and who brews them, one row per beer."
}

table beers {
  "One row per beer. Numbers stand alone: no unit, no sign for percent, and an empty cell where the value is not known."
  source "samples/beers/beers.csv"

  index        : int     unique  "The row's place in the file, from 1."
  id           : int     key  "The beer."
  beer_name    : text    length 1..60  "As printed on the can."
  style        : text?   length 1..40  "Style of the brew; empty where the brewer names none."
  ounces       : float   in 4..64  "Size of the can in ounces: 12, not \"12.0 oz\"."
  abv          : float?  in 0..0.5  "Share of alcohol by volume: 0.09, not \"9%\" or \"0.09%\"."
  ibu          : int?    in 0..200  "Bitterness; empty where not measured, not \"N/A\"."
  brewery_id   : int     >= 0  "The brewery."
  brewery_name : text    length 1..60  "The brewery's name."
  city         : text    length 1..40  "The brewery's town, without the state."
  state        : text    matches /[A-Z]{2}/  "Two capitals: CA."
}

rule city_alone on beers {
  "The town stands alone; its state has a column of its own."
  check city not matches /.* [A-Z]{2}/
  pass "San Francisco"
  fail "San Francisco CA"
}

rule one_name_a_brewery on beers {
  "A brewery is spelled the same way on every row."
  check brewery_id determines brewery_name
  pass [
    { brewery_id: 408, brewery_name: "North Pier" },
    { brewery_id: 409, brewery_name: "South Pier" }
  ]
  fail [
    { brewery_id: 408, brewery_name: "North Pier" },
    { brewery_id: 408, brewery_name: "North Pier Brewing" }
  ]
}
