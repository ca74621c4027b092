import { SectionSkeleton, Skeleton } from "@/components/ui";

/** Keeps the place of verdict and first chart while they are computed. */
export function VerdictSkeleton() {
  return (
    <div aria-busy="true">
      <span className="vh" role="status">
        Computing the verdict
      </span>
      <div className="head">
        <div className="grid gap-4">
          <Skeleton width="82%" height={44} />
          <Skeleton width="54%" height={44} />
          <Skeleton width="88%" />
          <Skeleton width="76%" />
        </div>
        <div className="grid gap-3">
          <Skeleton height={52} />
          <Skeleton height={52} />
          <Skeleton height={36} />
          <Skeleton height={52} />
        </div>
      </div>
      <SectionSkeleton height={372} />
      <SectionSkeleton height={360} />
    </div>
  );
}
