"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, SelectInput, Textarea, TextInput, TimeInput, useApiForm } from "@/components/form";
import { Button, CopyButton, Dialog } from "@/components/ui";
import { type AnnouncedPolicy, NoticeInput, newSalt, noticeHash, noticeText } from "@/lib/commitments";

const LABELS = {
  policy: "Policy",
  router: "Router",
  policy_version: "Version",
  effective_from: "Takes effect",
  content_hash: "Hash",
  note: "Note",
};

export type AnnounceableDraft = { id: string; label: string; policy: AnnouncedPolicy };

type Made = { text: string; hash: string; saved: boolean; announced: boolean };
const NOTHING: Made = { text: "", hash: "", saved: false, announced: false };

function make(policy: AnnouncedPolicy): Made {
  const text = noticeText(policy, newSalt());
  return { text, hash: noticeHash(text), saved: false, announced: false };
}

/** By a link of its own: one in the page would be taken for leaving it with something unsaved. */
function saveText(text: string, file: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The sealed text: it exists here alone until it is opened, so it is saved before the hash is announced. */
function Sealed({ made, name, onSaved }: { made: Made; name: string; onSaved: () => void }) {
  return (
    <div className="grid gap-2">
      <b>The text that will be opened</b>
      <p className="help">
        Made in this browser, with a random salt. It is sent to nobody: keep it, since without it the notice
        can never be opened.
      </p>
      <pre className="sealed">{made.text}</pre>
      <p className="hash">SHA-256 {made.hash}</p>
      <p className="acts-row">
        <Button
          onClick={() => {
            saveText(made.text, `${name}.json`);
            onSaved();
          }}
        >
          Save the text
        </Button>
        <CopyButton text={made.text} label="Copy the text" done="Copied." />
      </p>
    </div>
  );
}

const EMPTY = { policy: "", router: "", policy_version: "", effective_from: "", content_hash: "", note: "" };
type Form = ReturnType<typeof useApiForm<typeof EMPTY>>;

/** What counts as a notice later, said while the hash can still be made of something else. */
const HASHED = (
  <>
    SHA-256 of the exact text that will be opened, in 64 hexadecimal digits. Only JSON of the form{" "}
    <code>{'{"policy": {"router", "version", "from", "aliases", "rule", "models"}, "salt"}'}</code> can be
    compared with the policy of the register on the day; any other text counts as no notice once that policy
    is recorded. Enter a future policy in the <Link href="/routing/policies">register</Link>, and this dialog
    makes text and hash.
  </>
);

const OF_REGISTER = "As the register has it, and the text says; another time is entered there first.";

/** Which change, from when, and its hash; choosing a policy of the register fills them in. */
function Entries({
  form,
  drafts,
  onChoose,
}: {
  form: Form;
  drafts: readonly AnnounceableDraft[];
  onChoose: (id: string) => void;
}) {
  // The hash is of this policy: with another router, version or time it would announce something else.
  const chosen = form.values.policy !== "";
  return (
    <>
      {drafts.length > 0 ? (
        <SelectInput
          {...form.field("policy")}
          onChange={onChoose}
          label={LABELS.policy}
          empty="none of these: the hash was made elsewhere"
          options={drafts.map(({ id, label }) => ({ value: id, label }))}
          help="Of the register, beginning later than now. Choosing one makes text and hash."
        />
      ) : null}
      <div className="pair">
        <TextInput {...form.field("router")} label={LABELS.router} required disabled={chosen} />
        <TextInput
          {...form.field("policy_version")}
          label={LABELS.policy_version}
          required
          disabled={chosen}
        />
      </div>
      <TimeInput
        {...form.field("effective_from")}
        label={LABELS.effective_from}
        required
        disabled={chosen}
        help={chosen ? OF_REGISTER : "In UTC, a day or a day with a time; later than now."}
      />
      <TextInput
        {...form.field("content_hash")}
        label={LABELS.content_hash}
        required
        disabled={chosen}
        help={chosen ? "Of the text below." : HASHED}
      />
      <Textarea {...form.field("note")} label={LABELS.note} help="What partners may know already." />
    </>
  );
}

type AnnounceFormProps = {
  drafts: readonly AnnounceableDraft[];
  /** Whether the dialog must stay open, since a text would be lost with it. */
  onHold: (hold: boolean) => void;
  onDone: () => void;
};

/** The form, and after it the text for as long as nobody has saved it. */
function AnnounceForm({ drafts, onHold, onDone }: AnnounceFormProps) {
  const [made, setMade] = useState<Made>(NOTHING);
  const router = useRouter();
  const form = useApiForm({
    url: "/api/v1/notices",
    method: "POST",
    initial: EMPTY,
    schema: NoticeInput,
    toBody: ({ policy: _, note, ...rest }) => ({ ...rest, ...(note.trim() === "" ? {} : { note }) }),
    onDone: () => {
      router.refresh();
      if (made.text === "" || made.saved) return onDone();
      setMade({ ...made, announced: true });
      onHold(true);
    },
  });
  const onSaved = () => {
    setMade({ ...made, saved: true });
    onHold(false);
  };
  const choose = (id: string) => {
    const draft = drafts.find((one) => one.id === id);
    const next = draft ? make(draft.policy) : NOTHING;
    setMade(next);
    form.set("policy", id);
    form.set("content_hash", next.hash);
    form.set("router", draft?.policy.router ?? "");
    form.set("policy_version", draft?.policy.version ?? "");
    form.set("effective_from", draft?.policy.from ?? "");
  };
  const name = `notice-${form.values.router}-${form.values.policy_version}`;
  const sealed = made.text === "" ? null : <Sealed made={made} name={name} onSaved={onSaved} />;
  if (made.announced)
    return (
      <div className="grid gap-4">
        <p>The hash is announced. Save the text before you close this: nobody else has it.</p>
        {sealed}
        <div className="acts">
          <Button tone="primary" disabled={!made.saved} onClick={onDone}>
            I have saved it
          </Button>
        </div>
      </div>
    );
  return (
    <ApiForm form={form} labels={LABELS} submit_label="Announce">
      <Entries form={form} drafts={drafts} onChoose={choose} />
      {sealed}
    </ApiForm>
  );
}

/** Announces a change by the hash of a policy that the register holds already, or by a hash that was made elsewhere. */
export function AnnounceAct({ drafts }: { drafts: readonly AnnounceableDraft[] }) {
  const [open, setOpen] = useState(false);
  const [held, setHeld] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => setOpen(next || held)}
      wide
      trigger={<Button tone="primary">Announce a change</Button>}
      title="Announce a change of routing policy"
      description="Only the hash is published now. On the day, the text is opened and anybody can compare."
    >
      <AnnounceForm drafts={drafts} onHold={setHeld} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
