/** @jest-environment jsdom */
import { act } from "react";
import { DensitySwitch, useDensity } from "@/components/tables/density-switch";
import { find, render } from "./rendering";

function Pair() {
  const [density, setDensity] = useDensity();
  return (
    <>
      <DensitySwitch value={density} onChange={setDensity} />
      <output>{density}</output>
    </>
  );
}

beforeEach(() => localStorage.clear());

test("a choice is kept and every user of it follows", async () => {
  const one = await render(<Pair />);
  const other = await render(<Pair />);
  expect(find(one.container, "output").textContent).toBe("compact");
  await act(async () => find(one.container, "button").click());
  expect(find(one.container, "output").textContent).toBe("comfortable");
  expect(find(other.container, "output").textContent).toBe("comfortable");
  const later = await render(<Pair />);
  expect(find(later.container, "output").textContent).toBe("comfortable");
});

test("what was stored by hand or by an older version does no harm", async () => {
  localStorage.setItem("table-density", "{broken");
  const { container } = await render(<Pair />);
  expect(find(container, "output").textContent).toBe("compact");
});
