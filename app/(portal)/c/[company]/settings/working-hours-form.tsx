"use client";

import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { saveWorkingHours } from "./actions";
import { GroupForm } from "./group-form";

const days = [
  ["1", "Monday"],
  ["2", "Tuesday"],
  ["3", "Wednesday"],
  ["4", "Thursday"],
  ["5", "Friday"],
  ["6", "Saturday"],
  ["7", "Sunday"],
] as const;

const radioClass =
  "m-0.5 size-4 shrink-0 cursor-pointer accent-primary outline-none focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2";

export function WorkingHoursForm({
  companyId,
  workDays,
  workFrom,
  workTo,
}: {
  companyId: number;
  workDays: string | null;
  workFrom: string | null;
  workTo: string | null;
}) {
  const chosen = workDays?.split(",") ?? ["1", "2", "3", "4", "5"];
  return (
    <GroupForm
      action={saveWorkingHours}
      companyId={companyId}
      title="Working hours"
      description="What is usual in this company, as a background for reports. They never change what is counted."
    >
      {({ errors, typed }) => {
        const isSet = (typed.hours ?? (workFrom === null ? "none" : "set")) === "set";
        return (
          <>
            <fieldset className="flex flex-col gap-1.5">
              <legend className="sr-only">Working hours</legend>
              <label className="flex items-center gap-2 text-sm">
                <input type="radio" name="hours" value="none" defaultChecked={!isSet} className={radioClass} />
                None are set
              </label>
              <label className="flex items-center gap-2 text-sm">
                <input type="radio" name="hours" value="set" defaultChecked={isSet} className={radioClass} />
                On these days, from and to these times
              </label>
            </fieldset>
            <fieldset
              className="flex flex-col gap-1.5"
              {...(errors.workDays ? { "aria-describedby": "workDays-error" } : {})}
            >
              <legend className="mb-1.5 font-medium text-sm">Work days</legend>
              <div className="flex flex-wrap gap-x-4 gap-y-1.5">
                {days.map(([value, word]) => (
                  <label key={value} htmlFor={`workDay-${value}`} className="flex items-center gap-1.5 text-sm">
                    <NativeCheckbox
                      id={`workDay-${value}`}
                      name="workDays"
                      value={value}
                      defaultChecked={chosen.includes(value)}
                      {...(errors.workDays ? { "aria-invalid": true } : {})}
                    />
                    {word}
                  </label>
                ))}
              </div>
              {errors.workDays ? (
                <p id="workDays-error" className="text-destructive-text text-xs">
                  {errors.workDays}
                </p>
              ) : null}
            </fieldset>
            <div className="flex flex-wrap gap-4">
              <FormField name="workFrom" label="From" error={errors.workFrom} className="w-32">
                {(control) => <Input {...control} type="time" defaultValue={typed.workFrom ?? workFrom ?? "09:00"} />}
              </FormField>
              <FormField name="workTo" label="To" error={errors.workTo} className="w-32">
                {(control) => <Input {...control} type="time" defaultValue={typed.workTo ?? workTo ?? "17:00"} />}
              </FormField>
            </div>
            <p className="text-muted-foreground text-xs leading-relaxed">
              For a night shift let it end before it begins, such as 22:00 to 06:00: it ends on the next day and belongs
              to the day on which it begins.
            </p>
          </>
        );
      }}
    </GroupForm>
  );
}
