import { Skeleton } from "./States";

/** Keeps the layout of a page with header, rubric and one section while it is read. */
export function PageSkeleton() {
  return (
    <div aria-busy="true">
      <span className="vh" role="status">
        Loading
      </span>
      <div className="head">
        <div className="grid gap-4">
          <Skeleton width="62%" height={42} />
          <Skeleton width="88%" />
          <Skeleton width="70%" />
        </div>
        <div className="grid gap-3">
          <Skeleton />
          <Skeleton />
          <Skeleton />
        </div>
      </div>
      <SectionSkeleton height={320} />
    </div>
  );
}

/** Keeps the place of a section while it is read. */
export function SectionSkeleton({ height }: { height: number }) {
  return (
    <div className="sec" aria-busy="true">
      <Skeleton width="80%" height={24} />
      <Skeleton height={height} />
    </div>
  );
}
