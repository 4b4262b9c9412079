type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined | ''> };

/** The members that have a value: AWS answers an absent text as nothing, `null` or an empty text. */
export const defined = <T extends Readonly<Record<string, unknown>>>(members: T): Defined<T> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as Defined<T>;
