export interface Accounts {
  clear(): void;
}
