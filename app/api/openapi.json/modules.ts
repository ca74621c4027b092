// Every route of the machine interface; a test compares this list with the folder.
import * as m0 from "@/app/api/v1/account/password/route";
import * as m1 from "@/app/api/v1/keys/[id]/revoke/route";
import * as m2 from "@/app/api/v1/keys/route";
import * as m3 from "@/app/api/v1/people/[id]/reset-password/route";
import * as m4 from "@/app/api/v1/people/[id]/revoke-sessions/route";
import * as m5 from "@/app/api/v1/people/[id]/roles/[role]/confirm/route";
import * as m6 from "@/app/api/v1/people/[id]/roles/[role]/revoke/route";
import * as m7 from "@/app/api/v1/people/[id]/roles/route";
import * as m8 from "@/app/api/v1/people/[id]/route";
import * as m9 from "@/app/api/v1/people/route";
import * as m10 from "@/app/api/v1/search/route";
import * as m11 from "@/app/api/v1/setup/route";

import type { RouteModule } from "@/lib/http/server";

export const modules: readonly RouteModule[] = [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11];
