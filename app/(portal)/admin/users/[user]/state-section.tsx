import { Ban, CircleCheck, Trash2 } from "lucide-react";
import type { PortalUserDetail } from "@/lib/portal/people/users/rights";
import { ActDialog } from "../act-dialog";
import { activateUser, deactivateUser, deleteUser } from "../actions";
import { Row, Section } from "./section";

/** For a user on whom the viewer may act, and who is not deleted. */
export function StateSection({ user }: { user: PortalUserDetail }) {
  const hidden = { userId: String(user.id) };
  return (
    <Section title="Danger zone" danger>
      {user.state === "active" ? (
        <Row
          title="Deactivate"
          action={
            <ActDialog
              label="Deactivate"
              icon={<Ban aria-hidden="true" />}
              title={`Deactivate ${user.username}?`}
              action={deactivateUser}
              hidden={hidden}
              words="Every session ends at once and nobody signs in with this account until it is activated again."
              confirmLabel="Deactivate"
              done="Account deactivated"
              danger
            />
          }
        >
          Signed out everywhere at once; can be activated again.
        </Row>
      ) : null}
      {user.state === "disabled" ? (
        <Row
          title="Activate"
          action={
            <ActDialog
              label="Activate"
              icon={<CircleCheck aria-hidden="true" />}
              title={`Activate ${user.username}?`}
              action={activateUser}
              hidden={hidden}
              words="The user signs in as before, with the same password, roles and companies."
              confirmLabel="Activate"
              done="Account activated"
            />
          }
        >
          The user signs in as before.
        </Row>
      ) : null}
      <Row
        title="Delete"
        action={
          <ActDialog
            label="Delete"
            icon={<Trash2 aria-hidden="true" />}
            variant="destructive"
            title={`Delete ${user.username}?`}
            action={deleteUser}
            hidden={hidden}
            words="The account disappears from every list and its sessions end. Name and e-mail stay taken, and it can be restored with its roles and companies."
            typed={user.username}
            confirmLabel="Delete user"
            done="User deleted"
            danger
          />
        }
      >
        Disappears from every list; can be restored.
      </Row>
    </Section>
  );
}
