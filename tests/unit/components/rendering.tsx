import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

export type Rendered = {
  container: HTMLElement;
  rerender: (node: ReactNode) => Promise<void>;
  unmount: () => Promise<void>;
};

/** Renders into a fresh element of the page and waits until React is done. */
export async function render(node: ReactNode): Promise<Rendered> {
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  const rerender = async (next: ReactNode) => act(async () => root.render(next));
  await rerender(node);
  const unmount = async () => {
    await act(async () => root.unmount());
    container.remove();
  };
  return { container, rerender, unmount };
}

/** The element of the selector, which must be there. */
export function find<E extends HTMLElement = HTMLElement>(container: ParentNode, selector: string): E {
  const found = container.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

export async function click(element: HTMLElement): Promise<void> {
  await act(async () => element.click());
}
