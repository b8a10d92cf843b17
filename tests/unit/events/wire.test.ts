import { Readable } from "node:stream";
import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { bodyLimit, decodeEvents, decodeJson } from "@/lib/events/wire";
import { readBody } from "@/lib/events/writing/read-body";

const decode = (text: string | Buffer) => decodeEvents(Buffer.from(text as string));
const messageOf = (text: string | Buffer) => {
  const decoded = decode(text);
  return decoded.ok ? null : decoded.message;
};

test("one object, an array, or an object with events", () => {
  expect(decode('{"a":1}')).toEqual({ ok: true, items: [{ a: 1 }], batch: false });
  expect(decode("[1,{}]")).toEqual({ ok: true, items: [1, {}], batch: true });
  expect(decode('{"events":[]}')).toEqual({ ok: true, items: [], batch: true });
  expect(decode('{"events":3,"EventType":"x"}')).toMatchObject({ ok: true, batch: false });
});

test.each([
  ["", "Body must be valid JSON"],
  ["{", "Body must be valid JSON"],
  ['{"a":1,}', "Body must be valid JSON"],
  ['{"a":NaN}', "Body must be valid JSON"],
  ["{}{}", "Body must be valid JSON"],
  ["\ufeff\ufeff{}", "Body must be valid JSON"],
  ["7", "Body must be a JSON object or an array of objects"],
  ["null", "Body must be a JSON object or an array of objects"],
  ['"x"', "Body must be a JSON object or an array of objects"],
  ['{"events":{}}', "events must be an array"],
  [JSON.stringify(Array(1001).fill(0)), "events must not be more than 1000 in a batch"],
  [`${"[".repeat(9)}${"]".repeat(9)}`, "Body must not nest deeper than 8 levels"],
  ["[".repeat(100_000), "Body must not nest deeper than 8 levels"],
  ['{"a":'.repeat(9), "Body must not nest deeper than 8 levels"],
])("%.40p is refused", (text, message) => expect(messageOf(text)).toBe(message));

test("faulty UTF-8 is refused, a byte-order mark dropped", () => {
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(messageOf(body)).toBe("Body must be valid UTF-8");
  }
  expect(decode(Buffer.from("\ufeff{}"))).toMatchObject({ ok: true });
  expect(messageOf(Buffer.from("\ufeff{}", "utf16le"))).toBe("Body must be valid UTF-8");
});

test("brackets inside strings are no depth", () => {
  const text = `{"a":"${"[{".repeat(50)}","b":"\\"${"[".repeat(50)}","c":"\\\\"}`;
  expect(decodeJson(Buffer.from(text))).toMatchObject({ ok: true });
  expect(messageOf('[["\\\\",[[[[[[[0]]]]]]]]]')).toBe("Body must not nest deeper than 8 levels");
});

test("depth is counted as JSON.parse builds it", () => {
  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 12 }), (value) => {
      const decoded = decodeJson(Buffer.from(JSON.stringify(value)));
      expect(decoded.ok).toBe(depthOf(value) <= 8);
    }),
  );
});

test("double and inherited keys do no harm", () => {
  const decoded = decodeJson(Buffer.from('{"a":1,"a":2,"__proto__":{"polluted":true},"constructor":{"prototype":1}}'));
  expect(decoded).toMatchObject({ ok: true, value: { a: 2 } });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  expect(decoded.ok && (decoded.value as { polluted?: boolean }).polluted).toBeUndefined();
});

const read = (body: Buffer | AsyncIterable<Buffer>, headers: Record<string, string> = {}) =>
  readBody({ headers, body });

test("a body of one MiB is read, a byte more is not", async () => {
  const whole = Buffer.alloc(bodyLimit, 0x20);
  expect(await read(whole)).toMatchObject({ ok: true });
  expect(await read(Buffer.concat([whole, Buffer.from(" ")]))).toMatchObject({ ok: false, status: 413 });
  expect(await read(gzipSync(whole), { "content-encoding": "gzip" })).toMatchObject({ ok: true });
  const longer = gzipSync(Buffer.alloc(bodyLimit + 1));
  expect(await read(longer, { "content-encoding": "gzip" })).toMatchObject({ ok: false, status: 413 });
});

test("a length that is announced too long is refused before a byte is read", async () => {
  const untouched: AsyncIterable<Buffer> = {
    [Symbol.asyncIterator]() {
      throw new Error("was read");
    },
  };
  expect(await read(untouched, { "content-length": String(bodyLimit + 1) })).toMatchObject({ status: 413 });
  expect(await read(untouched, { "content-encoding": "br" })).toMatchObject({ status: 415 });
});

test("a body without end is cut off, and its stream left alone for the answer", async () => {
  let sent = 0;
  const endless = new Readable({
    read() {
      sent += 65_536;
      this.push(Buffer.alloc(65_536));
    },
  });
  expect(await read(endless)).toMatchObject({ status: 413 });
  expect(sent).toBeLessThan(3 * bodyLimit);
  expect(endless.destroyed).toBe(false);
  endless.destroy();
});

test("a bomb of gzip costs no more than the limit", async () => {
  const bomb = gzipSync(Buffer.alloc(200 * bodyLimit));
  expect(bomb.length).toBeLessThan(bodyLimit);
  const before = process.memoryUsage().arrayBuffers;
  expect(await read(bomb, { "content-encoding": "gzip" })).toMatchObject({ status: 413 });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * bodyLimit);
});

test.each(["gzip", "GZIP", " x-gzip "])("%p is unpacked", async (encoding) => {
  const body = await read(gzipSync("{}"), { "content-encoding": encoding });
  expect(body).toMatchObject({ ok: true, bytes: Buffer.from("{}") });
});

test.each(["", "identity", "Identity"])("%p is taken as it is", async (encoding) => {
  expect(await read(Buffer.from("{}"), { "content-encoding": encoding })).toMatchObject({ ok: true });
});

test.each(["br", "deflate", "zstd", "gzip, gzip", "x"])("%p is an encoding we lack", async (encoding) => {
  const body = await read(brotliCompressSync("{}"), { "content-encoding": encoding });
  expect(body).toMatchObject({ ok: false, status: 415 });
});

test("what is no gzip, or half of one, is refused", async () => {
  const whole = gzipSync("x".repeat(1000));
  for (const body of [Buffer.from("{}"), Buffer.alloc(0), whole.subarray(0, whole.length - 9)]) {
    expect(await read(body, { "content-encoding": "gzip" })).toMatchObject({ ok: false, status: 400 });
  }
});

test("chunks come together in order; a broken stream is the sender's fault", async () => {
  expect(await read(Readable.from([Buffer.from("{"), Buffer.from("}")]))).toMatchObject({ bytes: Buffer.from("{}") });
  const broken = new Readable({ read: () => broken.destroy(new Error("gone")) });
  expect(await read(broken)).toMatchObject({ ok: false, status: 400 });
});
