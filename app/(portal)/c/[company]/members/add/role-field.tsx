import { FormField } from "@/components/ui/form-field";
import { NativeSelect } from "@/components/ui/native-select";
import { companyRoles } from "@/lib/access/viewer";
import { rankWords } from "../words";

export function RoleField({
  id = "role",
  error,
  value,
}: {
  id?: string;
  error?: string | undefined;
  value?: string | undefined;
}) {
  return (
    <FormField name="role" id={id} label="Role" error={error} required>
      {(control) => (
        <NativeSelect {...control} defaultValue={value ?? "User"}>
          {[...companyRoles].reverse().map((role) => (
            <option key={role} value={role}>
              {rankWords[role]}
            </option>
          ))}
        </NativeSelect>
      )}
    </FormField>
  );
}
