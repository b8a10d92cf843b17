// `npm run audit:verify`: is the audit trail whole? Exit code 0: yes, 1: no, 2: it could not be checked.
import { readConfig } from "@/lib/config";
import { reportTrail } from "@/lib/portal/installation/audit-report";

const isTerminal = process.stderr.isTTY === true;

const showProgress = (links: number): void => {
  if (isTerminal) process.stderr.write(`\r${links.toLocaleString("en-GB")} entries verified`);
};

try {
  const { config, problems } = readConfig();
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const { exitCode, lines } = await reportTrail(config, showProgress);
  if (isTerminal) process.stderr.write("\r\u001b[K");
  console.log(lines.join("\n"));
  process.exitCode = exitCode;
} catch (error) {
  console.error(`The audit trail cannot be verified: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
