import { EmptyState, LinkButton } from "@/components/ui";

export default function BoardNotFound() {
  return (
    <div className="alone-inside">
      <h1 className="vh">Not found</h1>
      <EmptyState title="There is nothing here." actions={<LinkButton href="/">Go to the start</LinkButton>}>
        The address may be wrong, or what stands there is not for your role to see. Both have the same answer.
      </EmptyState>
    </div>
  );
}
