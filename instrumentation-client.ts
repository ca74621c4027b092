import { guardHistory } from "@/components/form/unsaved";

// Runs once a page load, before the router begins to listen to the history.
guardHistory();
