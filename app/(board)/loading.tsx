import { Skeleton } from "@/components/ui";

/** Keeps the layout of a page with header, rubric and one section. */
export default function Loading() {
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
      <div className="sec">
        <Skeleton width="80%" height={24} />
        <Skeleton height={320} />
      </div>
    </div>
  );
}
