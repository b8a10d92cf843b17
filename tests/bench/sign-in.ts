import { hashPassword } from "@/lib/auth/password-hash";
import { openDatabase } from "@/lib/db/open";
import { installationPeople } from "@/lib/people/store";
import { builtActions, callAction } from "../matrix/call";
import { withPortal } from "./bench-portal";
import { type BenchRow, milliseconds, percentile, times } from "./table";

const samples = 200;
const password = "a-password-of-nobody-7";
const action = "app/(signed-out)/login/actions.ts#signIn";

/** How long a refused sign-in takes and what it says, by the reason: none of it may tell which accounts exist. */
export async function benchSignIn(): Promise<BenchRow[]> {
  return withPortal("sqlite", async (portal) => {
    const db = await openDatabase(portal.target);
    const passwordHash = await hashPassword(password);
    await db.unitOfWork(async (tx) => {
      for (const state of ["active", "pending", "disabled"] as const) {
        const user = { username: `${state}-user`, email: `${state}@example.com`, passwordHash, state };
        await installationPeople(tx).createUser({ ...user, role: "User", mustChangePassword: false });
      }
    });
    await db.close();
    const id = builtActions().get(action) ?? "";
    const attempts = {
      "unknown user": (n: number) => ({ login: `nobody${n}`, password }),
      "wrong password": () => ({ login: "active-user", password: `${password}-wrong` }),
      "pending user": () => ({ login: "pending-user", password }),
      "disabled user": () => ({ login: "disabled-user", password }),
    };
    const waits = new Map<string, number[]>(Object.keys(attempts).map((name) => [name, []]));
    const words = new Set<string>();
    // In turn, so that whatever the machine does meanwhile falls on all of them alike.
    for (let n = 0; n < samples + 10; n++) {
      for (const [name, fieldsOf] of Object.entries(attempts)) {
        const started = performance.now();
        const { body } = await callAction(portal.httpUrl, null, "/login", id, { ...fieldsOf(n), next: "/" });
        if (n >= 10) waits.get(name)?.push(performance.now() - started);
        words.add(/"ok":false,"code":"[a-z_]+","message":"[^"]*"/.exec(body)?.[0] ?? body);
      }
    }
    if (words.size !== 1) throw new Error(`The answers differ: ${[...words].join(" | ")}`);
    const control = percentile(waits.get("wrong password") ?? [], 0.5);
    return [...waits].map(([name, list]) => ({
      what: `refused sign-in, ${name} (${list.length} times, median; p90 ${milliseconds(percentile(list, 0.9))})`,
      figure: milliseconds(percentile(list, 0.5)),
      control: `${milliseconds(control)} wrong password`,
      ratio: times(percentile(list, 0.5), control),
      bar: "alike",
    }));
  });
}
