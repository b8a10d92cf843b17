-- The same small request again and again, for controls that store nothing.
wrk.method = "POST"
wrk.body = '{"EventType":"Logon"}'
wrong = 0
local threads = {}
setup = function(thread) table.insert(threads, thread) end
done = function(summary, latency)
  io.write(string.format(
    'RESULT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"wrong":0,"socketErrors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
