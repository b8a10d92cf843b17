import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { DatabaseTarget } from "@/lib/config";

/** A line to a server that can be cut, frozen and mended. */
export type CutLine = {
  port: number;
  /** Closes every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Keeps connections open and lets nothing through. */
  freeze(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
};

/** A line to the server of this database, and the database as it is found through that line. */
export async function openLineTo(target: DatabaseTarget): Promise<{ line: CutLine; target: DatabaseTarget }> {
  if (target.engine === "sqlite") throw new Error("SQLite has no server");
  const address = new URL(target.url);
  const line = await openCutLine(address.hostname, Number(address.port || (target.engine === "mysql" ? 3306 : 5432)));
  address.hostname = "127.0.0.1";
  address.port = String(line.port);
  return { line, target: { engine: target.engine, url: address.toString() } };
}

async function openCutLine(host: string, serverPort: number): Promise<CutLine> {
  const sockets = new Set<Socket>();
  let frozen = false;
  let server: Server | null = null;

  function join(near: Socket): void {
    const far = connect(serverPort, host);
    const pass = (from: Socket, to: Socket) => {
      sockets.add(from);
      from.on("data", (chunk) => {
        if (!frozen) to.write(chunk);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    };
    pass(near, far);
    pass(far, near);
  }

  async function listen(port: number): Promise<number> {
    const fresh = createServer(join);
    server = fresh;
    await new Promise<void>((resolve) => fresh.listen(port, "127.0.0.1", resolve));
    return (fresh.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    const old = server;
    server = null;
    const closed = new Promise<void>((resolve) => {
      if (old) old.close(() => resolve());
      else resolve();
    });
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const port = await listen(0);
  return {
    port,
    cut,
    freeze() {
      frozen = true;
    },
    async mend() {
      // What was swallowed meanwhile is lost, so the old connections must not speak again.
      await cut();
      frozen = false;
      await listen(port);
    },
    close: cut,
  };
}
