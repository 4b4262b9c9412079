/** What the estimators are computed from: `m` families, `D` distinct finds, `f1` and `f2`. */
export interface FindCounts {
  readonly families: number;
  readonly distinct: number;
  readonly foundByOne: number;
  readonly foundByTwo: number;
}

/**
 * First-order jackknife: `N = D + f1 (m - 1) / m`.
 *
 * The estimate to name first: in inspections with few inspectors of unequal skill it erred least (Burnham and Overton
 * 1978; Briand, El Emam, Freimut and Laitenberger 2000; Petersson, Thelin, Runeson and Wohlin 2004).
 * @returns an estimate of how many there are, in all
 */
export const jackknife = ({
  families,
  distinct,
  foundByOne,
}: Pick<FindCounts, 'families' | 'distinct' | 'foundByOne'>): number =>
  families === 0 ? distinct : distinct + (foundByOne * (families - 1)) / families;
