/** @jest-environment jsdom */
import { act, useActionState } from "react";
import { KeptForm } from "@/components/forms/kept-form";
import { PasswordInput } from "@/components/forms/password-input";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { click, find, render } from "./rendering";

test("a field ties label, hint and error to its control", async () => {
  const { container } = await render(
    <FormField name="login" label="Login" hint="A hint" error="It is taken." required>
      {(control) => <Input {...control} />}
    </FormField>,
  );
  const input = find<HTMLInputElement>(container, "input");
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ");
  expect(input.labels?.[0]?.textContent).toBe("Login");
  expect(input.required).toBe(true);
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual(["A hint", "It is taken."]);
});

test("a field without error is not marked", async () => {
  const { container } = await render(
    <FormField name="name" label="Name">
      {(control) => <Input {...control} />}
    </FormField>,
  );
  const input = find(container, "input");
  expect(input.hasAttribute("aria-invalid")).toBe(false);
  expect(input.hasAttribute("aria-describedby")).toBe(false);
});

test("a password is hidden, shown on demand, and hidden again; what was typed stays", async () => {
  const { container } = await render(<PasswordInput aria-label="Password" defaultValue="s3cret" />);
  const input = find<HTMLInputElement>(container, "input");
  const button = find<HTMLButtonElement>(container, "button");
  expect(input.type).toBe("password");
  await click(button);
  expect([input.type, input.value, button.getAttribute("aria-pressed")]).toEqual(["text", "s3cret", "true"]);
  await click(button);
  expect(input.type).toBe("password");
});

type Answer = { ok: false; bad: string | null } | null;

function Form({ answer }: { answer: (previous: Answer, data: FormData) => Promise<Answer> }) {
  const [state, submit] = useActionState(answer, null);
  const form = useFocusFirstError(state, state !== null);
  return (
    <form ref={form} action={submit}>
      {state && state.bad === null ? (
        <p data-form-message="" tabIndex={-1}>
          No.
        </p>
      ) : null}
      <input name="first" defaultValue="kept" />
      <input name="second" aria-invalid={state?.bad === "second" ? true : undefined} />
      <SubmitButton pendingLabel="Sending…">Send</SubmitButton>
    </form>
  );
}

test("after a refusal the first marked field has the focus", async () => {
  const { container } = await render(<Form answer={async () => ({ ok: false, bad: "second" })} />);
  await click(find(container, "button"));
  expect(document.activeElement).toBe(find(container, "[name=second]"));
});

test("without a marked field the form's message has the focus", async () => {
  const { container } = await render(<Form answer={async () => ({ ok: false, bad: null })} />);
  await click(find(container, "button"));
  expect(document.activeElement).toBe(find(container, "[data-form-message]"));
});

test("while a form is under way its button says so and a second press sends nothing", async () => {
  let sent = 0;
  let finish: (answer: Answer) => void = () => undefined;
  const answer = () => {
    sent += 1;
    return new Promise<Answer>((resolve) => {
      finish = resolve;
    });
  };
  const { container } = await render(<Form answer={answer} />);
  const button = find<HTMLButtonElement>(container, "button");
  await click(button);
  expect(button.textContent).toBe("Sending…");
  expect(button.getAttribute("aria-disabled")).toBe("true");
  await click(button);
  expect(sent).toBe(1);
  await act(async () => finish(null));
});

function Kept({ answer }: { answer: (previous: Answer, data: FormData) => Promise<Answer> }) {
  const [state, submit, pending] = useActionState(answer, null);
  return (
    <KeptForm action={submit}>
      <input name="first" aria-invalid={state?.bad === "first" ? true : undefined} />
      <SubmitButton pending={pending} pendingLabel="Sending…">
        Send
      </SubmitButton>
    </KeptForm>
  );
}

test("a form keeps what was typed when it is refused, and sends it", async () => {
  const sent: string[] = [];
  const answer = async (_previous: Answer, data: FormData): Promise<Answer> => {
    sent.push(String(data.get("first")));
    return { ok: false, bad: "first" };
  };
  const { container } = await render(<Kept answer={answer} />);
  const input = find<HTMLInputElement>(container, "input");
  input.value = "typed";
  await click(find(container, "button"));
  expect(sent).toEqual(["typed"]);
  expect([input.value, input.getAttribute("aria-invalid")]).toEqual(["typed", "true"]);
});

test("a kept form says that it is under way", async () => {
  let finish: (answer: Answer) => void = () => undefined;
  const answer = () =>
    new Promise<Answer>((resolve) => {
      finish = resolve;
    });
  const { container } = await render(<Kept answer={answer} />);
  await click(find(container, "button"));
  expect(find(container, "button").textContent).toBe("Sending…");
  await act(async () => finish(null));
  expect(find(container, "button").textContent).toBe("Send");
});
