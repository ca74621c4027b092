// Every route of the machine interface; a test compares this list with the folder.

import * as m0 from "@/app/api/otlp/v1/traces/route";
import * as m1 from "@/app/api/v1/account/password/route";
import * as m2 from "@/app/api/v1/catalogue/names/route";
import * as m3 from "@/app/api/v1/checks/[id]/answers/route";
import * as m4 from "@/app/api/v1/checks/[id]/decisions/route";
import * as m5 from "@/app/api/v1/checks/[id]/route";
import * as m6 from "@/app/api/v1/checks/[id]/run/route";
import * as m7 from "@/app/api/v1/checks/[id]/supersede/route";
import * as m136 from "@/app/api/v1/checks/[id]/withdraw/route";
import * as m8 from "@/app/api/v1/checks/route";
import * as m9 from "@/app/api/v1/co-holdings/[id]/history/route";
import * as m10 from "@/app/api/v1/co-holdings/[id]/retire/route";
import * as m11 from "@/app/api/v1/co-holdings/[id]/route";
import * as m12 from "@/app/api/v1/co-holdings/route";
import * as m13 from "@/app/api/v1/commitments/[id]/history/route";
import * as m14 from "@/app/api/v1/commitments/[id]/retire/route";
import * as m15 from "@/app/api/v1/commitments/[id]/route";
import * as m16 from "@/app/api/v1/commitments/[id]/summary/route";
import * as m17 from "@/app/api/v1/commitments/route";
import * as m18 from "@/app/api/v1/conditions/[id]/checks/route";
import * as m19 from "@/app/api/v1/conditions/[id]/proofs/[proof]/route";
import * as m20 from "@/app/api/v1/conditions/[id]/proofs/route";
import * as m21 from "@/app/api/v1/conditions/[id]/route";
import * as m22 from "@/app/api/v1/conditions/route";
import * as m23 from "@/app/api/v1/delegations/[id]/revoke/route";
import * as m24 from "@/app/api/v1/delegations/route";
import * as m25 from "@/app/api/v1/findings/[id]/close/route";
import * as m26 from "@/app/api/v1/findings/[id]/comments/route";
import * as m27 from "@/app/api/v1/findings/[id]/remedy/route";
import * as m29 from "@/app/api/v1/findings/[id]/risk/route";
import * as m28 from "@/app/api/v1/findings/[id]/risk-decision/route";
import * as m30 from "@/app/api/v1/findings/[id]/route";
import * as m135 from "@/app/api/v1/findings/assign/route";
import * as m31 from "@/app/api/v1/findings/route";
import * as m32 from "@/app/api/v1/import/register/route";
import * as m33 from "@/app/api/v1/ingest/[gateway]/route";
import * as m34 from "@/app/api/v1/ingest/counts/route";
import * as m35 from "@/app/api/v1/ingest/decisions/route";
import * as m36 from "@/app/api/v1/ingest/files/route";
import * as m37 from "@/app/api/v1/keys/[id]/revoke/route";
import * as m38 from "@/app/api/v1/keys/route";
import * as m39 from "@/app/api/v1/network/route";
import * as m40 from "@/app/api/v1/neutrality/beside/route";
import * as m41 from "@/app/api/v1/neutrality/deviating/route";
import * as m42 from "@/app/api/v1/neutrality/deviations/route";
import * as m43 from "@/app/api/v1/neutrality/route";
import * as m44 from "@/app/api/v1/neutrality/specifications/route";
import * as m45 from "@/app/api/v1/notices/[id]/open/route";
import * as m46 from "@/app/api/v1/notices/[id]/route";
import * as m47 from "@/app/api/v1/notices/route";
import * as m48 from "@/app/api/v1/notifications/choices/route";
import * as m49 from "@/app/api/v1/notifications/digest/route";
import * as m50 from "@/app/api/v1/notifications/read/route";
import * as m51 from "@/app/api/v1/notifications/route";
import * as m52 from "@/app/api/v1/overlaps/[id]/comments/route";
import * as m53 from "@/app/api/v1/overlaps/[id]/reviews/route";
import * as m54 from "@/app/api/v1/overlaps/[id]/route";
import * as m55 from "@/app/api/v1/overlaps/assign/route";
import * as m56 from "@/app/api/v1/overlaps/map/route";
import * as m57 from "@/app/api/v1/overlaps/mine/route";
import * as m58 from "@/app/api/v1/overlaps/route";
import * as m59 from "@/app/api/v1/parties/[id]/history/route";
import * as m60 from "@/app/api/v1/parties/[id]/retire/route";
import * as m61 from "@/app/api/v1/parties/[id]/route";
import * as m62 from "@/app/api/v1/parties/duplicates/distinct/route";
import * as m63 from "@/app/api/v1/parties/duplicates/route";
import * as m64 from "@/app/api/v1/parties/route";
import * as m65 from "@/app/api/v1/parties/similar/route";
import * as m66 from "@/app/api/v1/partnerships/[id]/history/route";
import * as m67 from "@/app/api/v1/partnerships/[id]/retire/route";
import * as m68 from "@/app/api/v1/partnerships/[id]/route";
import * as m69 from "@/app/api/v1/partnerships/route";
import * as m70 from "@/app/api/v1/people/[id]/reset-password/route";
import * as m71 from "@/app/api/v1/people/[id]/revoke-sessions/route";
import * as m72 from "@/app/api/v1/people/[id]/roles/[role]/confirm/route";
import * as m73 from "@/app/api/v1/people/[id]/roles/[role]/revoke/route";
import * as m74 from "@/app/api/v1/people/[id]/roles/route";
import * as m75 from "@/app/api/v1/people/[id]/route";
import * as m76 from "@/app/api/v1/people/route";
import * as m77 from "@/app/api/v1/policies/[id]/history/route";
import * as m78 from "@/app/api/v1/policies/[id]/preflight/route";
import * as m79 from "@/app/api/v1/policies/[id]/preflights/route";
import * as m80 from "@/app/api/v1/policies/[id]/retire/route";
import * as m81 from "@/app/api/v1/policies/[id]/route";
import * as m82 from "@/app/api/v1/policies/preflight/route";
import * as m83 from "@/app/api/v1/policies/preflights/[preflight]/route";
import * as m84 from "@/app/api/v1/policies/route";
import * as m85 from "@/app/api/v1/products/[id]/history/route";
import * as m86 from "@/app/api/v1/products/[id]/launch-gate/route";
import * as m87 from "@/app/api/v1/products/[id]/retire/route";
import * as m88 from "@/app/api/v1/products/[id]/route";
import * as m89 from "@/app/api/v1/products/route";
import * as m90 from "@/app/api/v1/results/[id]/route";
import * as m91 from "@/app/api/v1/results/[id]/verify/route";
import * as m92 from "@/app/api/v1/results/route";
import * as m93 from "@/app/api/v1/reviews/[id]/decisions/route";
import * as m94 from "@/app/api/v1/reviews/[id]/interest/route";
import * as m95 from "@/app/api/v1/reviews/[id]/route";
import * as m96 from "@/app/api/v1/reviews/[id]/submit/route";
import * as m97 from "@/app/api/v1/reviews/[id]/withdraw/route";
import * as m98 from "@/app/api/v1/reviews/route";
import * as m99 from "@/app/api/v1/rights/[id]/history/route";
import * as m100 from "@/app/api/v1/rights/[id]/retire/route";
import * as m101 from "@/app/api/v1/rights/[id]/route";
import * as m102 from "@/app/api/v1/rights/route";
import * as m103 from "@/app/api/v1/rounds/[id]/history/route";
import * as m104 from "@/app/api/v1/rounds/[id]/retire/route";
import * as m105 from "@/app/api/v1/rounds/[id]/route";
import * as m106 from "@/app/api/v1/rounds/route";
import * as m107 from "@/app/api/v1/routing/batches/[id]/purge/route";
import * as m108 from "@/app/api/v1/routing/batches/[id]/route";
import * as m109 from "@/app/api/v1/routing/batches/route";
import * as m110 from "@/app/api/v1/routing/decisions/export/route";
import * as m111 from "@/app/api/v1/routing/decisions/route";
import * as m112 from "@/app/api/v1/routing/decompose/route";
import * as m113 from "@/app/api/v1/routing/purges/route";
import * as m114 from "@/app/api/v1/routing/readiness/route";
import * as m115 from "@/app/api/v1/routing/reconciliation/route";
import * as m116 from "@/app/api/v1/routing/share/detail/route";
import * as m117 from "@/app/api/v1/routing/share/export/route";
import * as m118 from "@/app/api/v1/routing/share/route";
import * as m119 from "@/app/api/v1/routing/sources/[key]/health/route";
import * as m120 from "@/app/api/v1/routing/sources/[key]/purge/route";
import * as m121 from "@/app/api/v1/routing/sources/[key]/route";
import * as m122 from "@/app/api/v1/routing/sources/route";
import * as m123 from "@/app/api/v1/saved-views/[id]/remove/route";
import * as m124 from "@/app/api/v1/saved-views/route";
import * as m125 from "@/app/api/v1/search/route";
import * as m126 from "@/app/api/v1/segments/[id]/history/route";
import * as m127 from "@/app/api/v1/segments/[id]/retire/route";
import * as m128 from "@/app/api/v1/segments/[id]/route";
import * as m129 from "@/app/api/v1/segments/route";
import * as m130 from "@/app/api/v1/setup/route";
import * as m131 from "@/app/api/v1/sources/[id]/history/route";
import * as m132 from "@/app/api/v1/sources/[id]/retire/route";
import * as m133 from "@/app/api/v1/sources/[id]/route";
import * as m134 from "@/app/api/v1/sources/route";
import type { RouteModule } from "@/lib/http/server";

export const modules: readonly RouteModule[] = [
  m0,
  m1,
  m2,
  m3,
  m4,
  m5,
  m6,
  m7,
  m136,
  m8,
  m9,
  m10,
  m11,
  m12,
  m13,
  m14,
  m15,
  m16,
  m17,
  m18,
  m19,
  m20,
  m21,
  m22,
  m23,
  m24,
  m25,
  m26,
  m27,
  m28,
  m29,
  m30,
  m31,
  m32,
  m33,
  m34,
  m35,
  m36,
  m37,
  m38,
  m39,
  m40,
  m41,
  m42,
  m43,
  m44,
  m45,
  m46,
  m47,
  m48,
  m49,
  m50,
  m51,
  m52,
  m53,
  m54,
  m55,
  m56,
  m57,
  m58,
  m59,
  m60,
  m61,
  m62,
  m63,
  m64,
  m65,
  m66,
  m67,
  m68,
  m69,
  m70,
  m71,
  m72,
  m73,
  m74,
  m75,
  m76,
  m77,
  m78,
  m79,
  m80,
  m81,
  m82,
  m83,
  m84,
  m85,
  m86,
  m87,
  m88,
  m89,
  m90,
  m91,
  m92,
  m93,
  m94,
  m95,
  m96,
  m97,
  m98,
  m99,
  m100,
  m101,
  m102,
  m103,
  m104,
  m105,
  m106,
  m107,
  m108,
  m109,
  m110,
  m111,
  m112,
  m113,
  m114,
  m115,
  m116,
  m117,
  m118,
  m119,
  m120,
  m121,
  m122,
  m123,
  m124,
  m125,
  m126,
  m127,
  m128,
  m129,
  m130,
  m131,
  m132,
  m133,
  m134,
  m135,
];
