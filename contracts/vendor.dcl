dcl 1

contract vendor 1.0.0 {
  "A vendor's export: semicolons, decimal commas, N/A where nothing is known, dates as 24.11.2026."
}

labels defect {
  scratch  "A line, longer than wide."   instead of "Kratzer"
  dent     "The surface is pressed in."  instead of "Delle"
  none     "Nothing to see."
}

table parts {
  "One row per inspected part."
  source "samples/vendor/{batch}.csv"
  format csv(separator: ";", decimal: ",", thousands: ".", dates: "%d.%m.%Y")
  missing "N/A", "-"

  part      : int       key  "The part."
  label     : defect    "What the inspector saw."
  depth     : float?    in 0..5 unit "mm"  "Depth of the defect, in millimetres: 0,25 mm."
  price     : float     >= 0  "In euros: 1.234,50."
  inspected : date      in @2026-01-01..@2026-12-31  "When it was inspected."
  lasted    : duration  in 1s..10min  "How long the inspector looked."
}

rule defects_are_measured on parts {
  "Whoever sees a defect measures it, and nothing else is measured."
  check (label is none) = (depth is missing)
  pass { label: "scratch", depth: 0.2 }
  pass { label: "none" }
  fail { label: "dent" }
}

rule most_are_whole on parts {
  "At most four parts in five have a defect."
  check share(label is not none) <= 80%
  pass [{ label: "none" }, { label: "dent" }]
  fail [{ label: "dent" }]
}
