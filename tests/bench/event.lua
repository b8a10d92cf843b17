-- One fresh event a request for wrk: no two alike, over 2,000 people and 500 computers.
local count = 0
local run = os.getenv("BENCH_RUN") or "0"
local size = tonumber(os.getenv("BENCH_BATCH") or "1")
local base = tonumber(os.getenv("BENCH_BASE_SECONDS"))

local function event()
  count = count + 1
  local stamp = os.date("!%Y-%m-%dT%H:%M:%S", base + math.floor(count / 1000))
  return string.format(
    '{"EventType":"Logon","UserName":"p%d-%s","ComputerName":"PC-%d","LocalIP":"10.0.0.1","PublicIP":"203.0.113.7","Timestamp":"%s.%03dZ","retry":0}',
    count % 2000, run, count % 500, stamp, count % 1000)
end

request = function()
  local body
  if size == 1 then
    body = event()
  else
    local items = {}
    for n = 1, size do items[n] = event() end
    body = '{"events":[' .. table.concat(items, ",") .. ']}'
  end
  return wrk.format("POST", "/api/log_event", wrk.headers, body)
end

wrong = 0
local threads = {}
setup = function(thread) table.insert(threads, thread) end
response = function(status) if status ~= 201 and status ~= 200 then wrong = wrong + 1 end end
done = function(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + (thread:get("wrong") or 0) end
  io.write(string.format(
    'RESULT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"wrong":%d,"socketErrors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), refused,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
