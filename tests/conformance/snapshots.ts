import { onSnapshot, type DocumentData, type Query, type SnapshotMetadata } from 'firebase/firestore';

/** What a listener heard, one snapshot after another; rejects with the listener's error. */
export class Snapshots {
  readonly stop: () => void;
  readonly #heard: { rows: DocumentData[]; metadata: SnapshotMetadata }[] = [];
  #error: unknown;
  #wake: () => void = () => {};

  constructor(query: Query) {
    this.stop = onSnapshot(
      query,
      { includeMetadataChanges: true },
      (snapshot) => {
        this.#heard.push({ rows: snapshot.docs.map((document) => document.data()), metadata: snapshot.metadata });
        this.#wake();
      },
      (error) => {
        this.#error = error;
        this.#wake();
      },
    );
  }

  /** The next one that the server has confirmed. */
  next(): Promise<DocumentData[]> {
    return this.until((_rows, { fromCache }) => !fromCache);
  }

  async until(isIt: (rows: DocumentData[], metadata: SnapshotMetadata) => boolean): Promise<DocumentData[]> {
    for (;;) {
      const { rows, metadata } = await this.#take();
      if (isIt(rows, metadata)) return rows;
    }
  }

  async #take() {
    while (this.#heard.length === 0) {
      if (this.#error !== undefined) throw this.#error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#heard.shift()!;
  }
}
