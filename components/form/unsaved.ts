const QUESTION = "Leave without saving? What you changed on this page will be lost.";

/** Forms with something unsaved, each with the entry of the history that it stands in. */
const unsaved = new Set<{ href: string; state: unknown }>();

/** Says that a form has something unsaved, until the returned function is called. */
export function markUnsaved(): () => void {
  const form = { href: window.location.href, state: window.history.state as unknown };
  unsaved.add(form);
  return () => unsaved.delete(form);
}

/** Whether the page may be left: asks where a form has something unsaved. */
export const mayLeave = (): boolean => unsaved.size === 0 || window.confirm(QUESTION);

const withoutHash = (href: string): string => href.replace(/#.*/, "");

/**
 * Has Back and Forward within the application, which load no page, ask as well. Where the browser has the Navigation
 * API and lets the step be stopped, before it is taken; else afterwards: what was left is put back on top of the
 * history before the router hears of the step. Hence to be called once, before the router listens.
 */
export function guardHistory(): void {
  let allowed = false;
  // Older browsers have none, whatever the types say.
  const navigation: Navigation | undefined = window.navigation;
  navigation?.addEventListener("navigate", (event) => {
    if (event.navigationType !== "traverse" || !event.destination.sameDocument) return;
    if (event.hashChange || !event.cancelable) return;
    allowed = mayLeave();
    if (!allowed) event.preventDefault();
  });
  window.addEventListener("popstate", (event) => {
    const [form] = unsaved;
    const stays = !form || withoutHash(form.href) === withoutHash(window.location.href);
    if (!stays && !allowed && !mayLeave()) {
      event.stopImmediatePropagation();
      window.history.pushState(form.state, "", form.href);
    }
    allowed = false;
  });
}
