-- wrk asks the URLs of a file, one a line, one after the other, whichever of its connections is free.
-- With "new" as second argument each query begins with a remark that none had before, so that no answer can be one that was kept.
local paths, new, count = {}, false, 0

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  new = args[2] == "new"
  math.randomseed(os.time())
  count = math.random(1, 1e9) * 1e5
end

function request()
  count = count + 1
  local path = paths[count % #paths + 1]
  if new then path = path:gsub("query=", string.format("query=%%%%23%d%%%%0A", count), 1) end
  local accept = path:find("%0ACONSTRUCT", 1, true) and "application/n-triples" or "application/sparql-results+json"
  return wrk.format("GET", path, { Accept = accept })
end
