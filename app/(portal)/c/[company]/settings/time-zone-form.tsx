"use client";

import { TimeZoneField } from "../../../admin/companies/time-zone-field";
import { saveTimeZone } from "./actions";
import { GroupForm } from "./group-form";

export function TimeZoneForm({
  companyId,
  timeZone,
  zones,
}: {
  companyId: number;
  timeZone: string;
  zones: readonly string[];
}) {
  return (
    <GroupForm
      action={saveTimeZone}
      companyId={companyId}
      title="Time zone"
      description="The clock on the wall of this company. Events themselves are kept in universal time and do not change."
    >
      {({ errors, typed }) => (
        <TimeZoneField
          zones={zones}
          value={typed.timeZone ?? timeZone}
          hint="Pages and exports of this company show their times in it, and a day begins at midnight there, also in reports of the past. Type a part of the name, such as London."
          error={errors.timeZone}
        />
      )}
    </GroupForm>
  );
}
