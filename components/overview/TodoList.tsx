import { LinkButton } from "@/components/ui";
import { formatDayShort, formatDaysAway } from "@/lib/kernel/format";
import type { Todo } from "@/lib/reports";

const DAY_MS = 86_400_000;

const daysAway = (due: string, today: string): number =>
  Math.round((Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS);

/** What waits for somebody, with day and role. `today` is a UTC day. */
export function TodoList({ todos, today }: { todos: readonly Todo[]; today: string }) {
  return (
    <ul className="todo">
      {todos.map((todo) => (
        <li key={todo.key}>
          <div className="when">
            {todo.due === null ? (
              "no date"
            ) : (
              <>
                <b>{formatDayShort(todo.due)}</b> {formatDaysAway(daysAway(todo.due, today))}
              </>
            )}
          </div>
          <div className="what">
            <b>{todo.title}</b>
            <p>{todo.text}</p>
          </div>
          <div className="who">{todo.who}</div>
          <LinkButton href={todo.href} aria-label={`Open: ${todo.title}`}>
            Open
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
