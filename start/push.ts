import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Agent } from 'node:https';
import { join } from 'node:path';
import webPush, { type VapidKeys } from 'web-push';
import { pushWith, vapidKeysIn, type Push } from '#server/push.ts';
import { StartError } from './startError.ts';

/**
 * Web Push with the keys of the data directory, made at its first start (`push-keys.json`, mode 0600, in every backup).
 */
export function pushOf({
  dataDir,
  contact,
  log,
  agent,
}: {
  dataDir: string;
  contact: string;
  log: (line: string) => void;
  /** For tests: where connections go. */
  agent?: Agent;
}): Push {
  return pushWith(keysOf(dataDir), { contact, log, ...(agent && { agent }) });
}

function keysOf(dataDir: string): VapidKeys {
  const file = join(dataDir, 'push-keys.json');
  if (existsSync(file)) {
    const keys = vapidKeysIn(readFileSync(file, 'utf8'));
    if (keys) return keys;
    throw new StartError(
      `${file} bị hỏng. Khôi phục tệp này từ bản sao lưu, hoặc xóa nó: khi đó ai nhận thông báo đẩy phải đăng ký lại.`,
    );
  }
  const keys = webPush.generateVAPIDKeys();
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  writeFileSync(handle, JSON.stringify(keys));
  fsyncSync(handle); // on disk before it gets the name
  closeSync(handle);
  renameSync(fresh, file);
  return keys;
}
