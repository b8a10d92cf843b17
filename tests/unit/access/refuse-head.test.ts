import * as exported from "@/app/(portal)/c/[company]/dashboard/export/route";
import * as print from "@/app/(portal)/c/[company]/dashboard/print/route";
import * as stream from "@/app/api/events/stream/route";

test.each([
  ["the stream of events", stream],
  ["the export", exported],
  ["the print page", print],
])("HEAD of %s is answered without opening anything", async (_, route) => {
  const answer = await route.HEAD();
  expect([answer.status, answer.headers.get("allow"), answer.body]).toEqual([405, "GET", null]);
});
