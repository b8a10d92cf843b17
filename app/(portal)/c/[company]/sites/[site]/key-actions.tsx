"use client";

import { Ban, CircleCheck, Pencil, RotateCw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import type { KeyState } from "@/lib/agents/key-state";
import { ChangeKeyForm, DeleteKeyForm, RotateKeyForm, SwitchKeyForm } from "./key-forms";

export type KeyFacts = { keyId: number; label: string; prefix: string; state: KeyState; lastDay: string };

/** What can be done with one key. A key that no agent can use is not rotated. */
export function KeyActions(key: KeyFacts) {
  const name = `${key.label} (${key.prefix}…)`;
  const isUsable = key.state === "active" || key.state === "ending";
  return (
    <span className="flex flex-wrap justify-end gap-1 sm:flex-nowrap">
      <Act icon={<RotateCw aria-hidden="true" />} words="Rotate" of={name} title="Rotate this key" isOffered={isUsable}>
        {(close) => <RotateKeyForm facts={key} close={close} />}
      </Act>
      <Act icon={<Pencil aria-hidden="true" />} words="Edit" of={name} title="Edit this key">
        {(close) => <ChangeKeyForm facts={key} close={close} />}
      </Act>
      {key.state === "disabled" ? (
        <Act icon={<CircleCheck aria-hidden="true" />} words="Enable" of={name} title="Enable this key">
          {(close) => <SwitchKeyForm facts={key} close={close} />}
        </Act>
      ) : (
        <Act icon={<Ban aria-hidden="true" />} words="Disable" of={name} title="Disable this key">
          {(close) => <SwitchKeyForm facts={key} close={close} />}
        </Act>
      )}
      <Act icon={<Trash2 aria-hidden="true" />} words="Delete" of={name} title="Delete this key">
        {(close) => <DeleteKeyForm facts={key} close={close} />}
      </Act>
    </span>
  );
}

function Act({
  icon,
  words,
  of,
  title,
  isOffered = true,
  children,
}: {
  icon: ReactNode;
  words: string;
  of: string;
  title: string;
  /** Not offered, its button is gone; an open dialog stays, because what it shows may be the only place of a new key. */
  isOffered?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  return (
    <FormDialog
      trigger={
        <Button
          variant="ghost"
          size="xs"
          aria-label={`${words} ${of}`}
          title={words}
          hidden={!isOffered}
          className={isOffered ? undefined : "hidden"}
        >
          {icon}
          <span className="sm:max-xl:hidden">{words}</span>
        </Button>
      }
      title={title}
      description={of}
    >
      {children}
    </FormDialog>
  );
}
