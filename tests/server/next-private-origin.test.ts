import { connect } from "node:net";
import { openNextPrivateOrigin } from "@/lib/server/next-private-origin";
import { readAll, requestText } from "./raw-client";

test("Next's own origin answers only requests that carry the pass of this process", async () => {
  const seen: string[] = [];
  const origin = await openNextPrivateOrigin((request, response) => {
    seen.push(request.url ?? "");
    response.end("page");
  });
  try {
    const url = new URL(process.env.__NEXT_PRIVATE_ORIGIN ?? "");
    expect(url.hostname).toBe("127.0.0.1");
    const headers: Record<string, string> = {};
    origin.addPass(headers);
    const ask = async (given: Record<string, string>) => {
      const socket = connect(Number(url.port), "127.0.0.1");
      const all = readAll(socket);
      socket.write(requestText("/target", given));
      return all;
    };
    expect(await ask({})).toBe("");
    expect(await ask({ "x-winauthmon-pass": "guess" })).toBe("");
    expect(await ask(headers)).toContain("page");
    expect(seen).toEqual(["/target"]);
  } finally {
    origin.stop();
    delete process.env.__NEXT_PRIVATE_ORIGIN;
  }
});
