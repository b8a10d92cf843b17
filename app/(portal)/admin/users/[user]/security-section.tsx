import { LogOut, ShieldOff } from "lucide-react";
import { deviceWords } from "@/lib/portal/identity/account/device-words";
import { isOffered, type PortalUserDetail } from "@/lib/portal/people/users/rights";
import type { Portal } from "@/lib/portal/portal";
import { Moment } from "../../../moment";
import { ActDialog } from "../act-dialog";
import { endSessions, overrideMfa, resetMfa } from "../actions";
import { ChoiceForm } from "../choice-form";
import { FactorBadge } from "../user-words";
import { ResetPassword } from "./reset-password";
import { Row, Section } from "./section";

const policyWords = {
  optional: "Everybody chooses whether to use one.",
  administrators: "The policy requires one of administrators.",
  everyone: "The policy requires one of everybody.",
} as const;

/** `mayAct`: the viewer may act on the whole account. */
export async function SecuritySection({
  portal,
  user,
  base,
  mayAct,
}: {
  portal: Portal;
  user: PortalUserDetail;
  base: string | null;
  mayAct: boolean;
}) {
  const userId = String(user.id);
  const { mfaPolicy } = await portal.settings.read();
  const mayOverride = mayAct && isOffered(portal, "mfa.policy", user);
  const requirement = user.mfaRequired === null ? "inherit" : user.mfaRequired ? "required" : "exempt";
  return (
    <Section title="Security" description="How the user proves who they are, and where they are signed in.">
      <Row
        title="Password"
        action={mayAct ? <ResetPassword userId={user.id} username={user.username} base={base} /> : null}
      >
        {user.mustChangePassword ? "Must be changed at the next sign-in." : "Chosen by the user."}
      </Row>
      <Row
        title={
          <span className="flex items-center gap-2">
            Second factor <FactorBadge user={user} />
          </span>
        }
        action={
          mayAct && user.mfaEnabled ? (
            <ActDialog
              label="Reset second factor"
              icon={<ShieldOff aria-hidden="true" />}
              title="Reset the second factor"
              action={resetMfa}
              hidden={{ userId }}
              words={`The codes of ${user.username}'s app and the recovery codes stop working, and every session ends. If the policy wants a second factor, a new one is set up at the next sign-in.`}
              confirmLabel="Reset second factor"
              done="Second factor reset"
              danger
            />
          ) : null
        }
      >
        {policyWords[mfaPolicy]}
      </Row>
      {mayOverride ? (
        <ChoiceForm
          action={overrideMfa}
          hidden={{ userId }}
          submitLabel="Save rule"
          done="Rule for the second factor saved"
          fields={[
            {
              name: "requirement",
              label: "Rule for this user",
              value: requirement,
              hint: "“Always” ends the sessions of a user who has no second factor yet. Administrators cannot be exempted while the policy covers them.",
              choices: [
                { value: "inherit", label: "As the policy says" },
                { value: "required", label: "Always required" },
                { value: "exempt", label: "Never required" },
              ],
            },
          ]}
        />
      ) : null}
      {mayAct && user.sessions ? <Sessions portal={portal} user={user} sessions={user.sessions} /> : null}
    </Section>
  );
}

function Sessions({
  portal,
  user,
  sessions,
}: {
  portal: Portal;
  user: PortalUserDetail;
  sessions: NonNullable<PortalUserDetail["sessions"]>;
}) {
  const userId = String(user.id);
  if (sessions.length === 0) return <Row title="Sessions">Signed in nowhere.</Row>;
  return (
    <div className="flex flex-col gap-3">
      <Row
        title={sessions.length === 1 ? "One session" : `${sessions.length} sessions`}
        action={
          <ActDialog
            label="End all sessions"
            icon={<LogOut aria-hidden="true" />}
            title="End all sessions"
            action={endSessions}
            hidden={{ userId }}
            words={`${user.username} is signed out everywhere and can sign in again.`}
            confirmLabel="End all sessions"
            done="All sessions ended"
          />
        }
      />
      <ul className="flex flex-col gap-3" aria-label="Sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <Row
              title={<span title={session.userAgent ?? undefined}>{deviceWords(session.userAgent)}</span>}
              action={
                <ActDialog
                  label="End"
                  accessibleLabel={`End the session of ${deviceWords(session.userAgent)}`}
                  variant="ghost"
                  title="End this session"
                  action={endSessions}
                  hidden={{ userId, sessionId: String(session.id) }}
                  words={`${user.username} is signed out on this device.`}
                  confirmLabel="End session"
                  done="Session ended"
                />
              }
            >
              {session.ip ? <span className="font-mono text-xs">{session.ip}</span> : "address not known"} · last seen{" "}
              <Moment at={session.lastSeenAt} timeZone={portal.timeZone} /> · signed in{" "}
              <Moment at={session.createdAt} timeZone={portal.timeZone} />
            </Row>
          </li>
        ))}
      </ul>
    </div>
  );
}
