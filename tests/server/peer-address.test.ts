import fc from "fast-check";
import { createClientReader, isLoopback, normalizeAddress } from "@/lib/server/peer-address";

const v4 = fc.ipV4();
const hop = fc.oneof(
  v4,
  fc.constantFrom("unknown", "", "_hidden", "1.2.3", "::1", "2001:db8::1", "[2001:db8::1]:443", "9.9.9.9:81"),
);

function peerOf(trusted: string[], remote: string, forwardedFor?: string) {
  return createClientReader(trusted)(remote, forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor })
    .peer;
}

test("addresses have one spelling", () => {
  expect(normalizeAddress("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(normalizeAddress("2001:0DB8:0:0::1")).toBe("2001:db8::1");
  expect(normalizeAddress("fe80::1%eth0")).toBe("fe80::1");
  expect(["", "10.1", "0x7f000001", "a.example", undefined].map(normalizeAddress)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("loopback is 127.0.0.0/8 and ::1", () => {
  expect(["127.0.0.1", "127.9.9.9", "::1"].every(isLoopback)).toBe(true);
  expect(["128.0.0.1", "1.127.0.0", "::2", "10.0.0.1", null].some(isLoopback)).toBe(false);
});

test.each([
  [[], "192.0.2.9", "1.1.1.1", "192.0.2.9"],
  [["10.0.0.1"], "192.0.2.9", "1.1.1.1", "192.0.2.9"],
  [["10.0.0.1"], "10.0.0.1", undefined, "10.0.0.1"],
  [["10.0.0.1"], "10.0.0.1", "1.1.1.1", "1.1.1.1"],
  [["10.0.0.1"], "::ffff:10.0.0.1", "1.1.1.1", "1.1.1.1"],
  [["10.0.0.1"], "10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"],
  [["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 1.1.1.1, 10.2.3.4", "1.1.1.1"],
  [["10.0.0.0/8"], "10.0.0.1", "10.2.3.4, 10.5.6.7", "10.2.3.4"],
  [["10.0.0.0/8"], "10.0.0.1", "1.1.1.1, unknown, 10.5.6.7", "10.5.6.7"],
  [["10.0.0.0/8"], "10.0.0.1", "1.1.1.1:4433", "1.1.1.1"],
  [["::1", "fd00::/8"], "::1", "2001:db8::7, fd00::2", "2001:db8::7"],
  [["::ffff:10.0.0.0/104"], "10.0.0.1", "1.1.1.1", "1.1.1.1"],
])("trusting %j, from %s with %s the client is %s", (trusted, remote, header, expected) => {
  expect(peerOf(trusted, remote, header)).toBe(expected);
});

test("without a trusted neighbour no header changes who the client is", () => {
  fc.assert(
    fc.property(v4, fc.array(v4), fc.string(), (remote, trusted, header) => {
      const client = createClientReader(trusted.filter((entry) => entry !== remote))(remote, {
        "x-forwarded-for": header,
        "x-forwarded-proto": "https",
        "x-forwarded-host": "evil.example",
        forwarded: `for=${header}`,
        "x-real-ip": header,
      });
      expect(client).toEqual({ peer: remote, scheme: null, host: null, viaTrustedProxy: false });
    }),
  );
});

test("what a client writes left of its own address never changes who it is", () => {
  fc.assert(
    fc.property(
      fc.array(hop),
      v4.filter((address) => !address.startsWith("10.")),
      fc.array(fc.nat(255)),
      (invented, client, proxies) => {
        const chain = [...invented, client, ...proxies.map((last) => `10.0.0.${last}`)];
        expect(peerOf(["10.0.0.0/8"], "10.9.9.9", chain.join(", "))).toBe(client);
      },
    ),
  );
});

test("the client is always one whole address, whatever the headers hold", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(hop, fc.string())), (hops) => {
      const peer = peerOf(["0.0.0.0/0", "::/0"], "10.0.0.1", hops.join(","));
      expect(normalizeAddress(peer ?? undefined)).toBe(peer);
      expect(peer).not.toBeNull();
    }),
  );
});

test("a trusted proxy says the scheme and host last; invented ones before it do not count", () => {
  const read = createClientReader(["10.0.0.1"]);
  expect(
    read("10.0.0.1", { "x-forwarded-proto": "https, http", "x-forwarded-host": "evil.example, portal.example" }),
  ).toEqual({
    peer: "10.0.0.1",
    scheme: "http",
    host: "portal.example",
    viaTrustedProxy: true,
  });
  expect(read("10.0.0.1", { "x-forwarded-proto": "ftp" }).scheme).toBeNull();
});
