"use client";

import { Button } from "@/components/ui";

/** Prints the page as it is; the frame around it stays away from paper. */
export const PrintButton = () => <Button onClick={() => window.print()}>Print</Button>;
