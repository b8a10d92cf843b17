// Exactly the locked dependencies, installed when they are not there.
import { spawnSync } from "node:child_process";
import { hashOf, readText, removeStamp, writeStamp } from "./stamps.mjs";

const stampFile = "node_modules/.installed";

/** Native parts are built for one kind of Node. */
const kindOfNode = `${process.platform}-${process.arch}-${process.versions.modules}`;
const stampOf = () => `${kindOfNode} ${hashOf(["package-lock.json"])}`;

/** True when npm's own record of what it installed says the same as the lock file, as after `npm install`. */
function isInstalled() {
  const [locked, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map(
    (path) => JSON.parse(readText(path) ?? "{}").packages ?? {},
  );
  if (Object.keys(installed).length === 0) return false;
  return Object.entries(locked).every(([place, entry]) => {
    if (place === "" || entry.link) return true;
    const found = installed[place];
    return found ? found.version === entry.version : entry.optional === true || entry.devOptional === true;
  });
}

export function needsInstall() {
  const stamp = readText(stampFile);
  if (stamp === stampOf()) return false;
  const isSameNode = stamp === null || stamp.startsWith(`${kindOfNode} `);
  if (!isSameNode || !isInstalled()) return true;
  writeStamp(stampFile, stampOf());
  return false;
}

export function install() {
  console.log("Installing the dependencies. This happens once and can take a few minutes …");
  removeStamp(stampFile);
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const cli = process.env.npm_execpath;
  const isNpm = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  const [command, args] = isNpm ? [process.execPath, [cli, ...options]] : ["npm", options];
  const { status, error } = spawnSync(command, args, {
    stdio: "inherit",
    shell: !isNpm && process.platform === "win32",
  });
  if (error) throw new Error(`npm cannot be run: ${error.message}`);
  if (status !== 0) {
    throw new Error(
      "The dependencies could not be installed; npm's words are above. The SQLite driver needs a C++ compiler, make and python3 where its ready-made binary cannot be downloaded.",
    );
  }
  writeStamp(stampFile, stampOf());
}
