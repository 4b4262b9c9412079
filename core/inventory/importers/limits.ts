const mebibyte = 1024 * 1024;

/** What one artefact may cost to read. Real exports stay far below. */
export const importLimits = {
  /** One file, and one member of an archive or folder. */
  fileBytes: 20 * mebibyte,
  /** All members of one archive or folder together, unpacked. */
  totalBytes: 64 * mebibyte,
  members: 2_000,
  /** Unpacked to packed, of one member that unpacks to more than a mebibyte. Text reaches 5 to 30. */
  ratio: 100,
  xmlDepth: 100,
  xmlElements: 500_000,
  yamlDocuments: 10_000,
  yamlAliases: 1_000,
} as const;

export const inMebibytes = (bytes: number): string => `${Math.ceil(bytes / mebibyte)} MiB`;
