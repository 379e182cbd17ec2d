-- wrk asks the URLs of a file, one a line, one after the other, whichever of its connections is free.
local paths, next_one = {}, 0

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end

function request()
  next_one = next_one % #paths + 1
  local path = paths[next_one]
  local accept = path:find("%0ACONSTRUCT", 1, true) and "application/n-triples" or "application/sparql-results+json"
  return wrk.format("GET", path, { Accept = accept })
end
