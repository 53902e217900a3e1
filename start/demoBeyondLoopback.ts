import { isLoopbackHost } from 'embedded-backend/wire/cors.ts';
import { ACCOUNTS } from './demoOffice.ts';
import { chosenPassword, demoPassword } from './demoPassword.ts';
import type { Admin } from './office.ts';
import { uidOf } from './seed.ts';
import { isEmpty } from './seedIfEmpty.ts';
import { StartError } from './startError.ts';

const LEAVE = 'DEMO_BEYOND_LOOPBACK';

/**
 * The demo accounts are well known, share one password, and one of them is an administrator: other machines get to see
 * them only when somebody says so, and never with a password that somebody thought up. Throws StartError.
 */
export async function checkDemoAccounts({
  admin,
  dataDir,
  host,
}: {
  admin: Admin;
  dataDir: string;
  host: string;
}): Promise<void> {
  if (isLoopbackHost(host)) return;
  const willBeSeeded = await isEmpty(admin);
  if (!willBeSeeded && !(await hasDemoAccounts(admin))) return;
  if (process.env[LEAVE] !== '1') {
    const why = willBeSeeded
      ? `Thư mục dữ liệu còn trống, sẽ nhận dữ liệu và tài khoản mẫu mà ai cũng biết tên`
      : `Dữ liệu này có tài khoản mẫu (…@example.test) mà ai cũng biết tên`;
    const instead = willBeSeeded
      ? `Tạo cơ quan của mình trước: npm run account -- invite … --role admin --office … (docs/accounts.md)`
      : `Khóa các tài khoản mẫu (npm run account -- disable …)`;
    throw new StartError(
      `${why}, nên chưa mở ra ngoài máy này (HOST=${host}). ${instead}, hoặc khôi phục dữ liệu thật (npm run restore); ` +
        `để cho xem thử trong mạng nội bộ: ${LEAVE}=1 HOST=${host} npm start`,
    );
  }
  const known = willBeSeeded ? chosenPassword() !== undefined : demoPassword(dataDir)?.isChosen;
  if (known !== false) {
    throw new StartError(
      `${LEAVE} cần mật khẩu mẫu ngẫu nhiên, không phải DEMO_PASSWORD. Bỏ DEMO_PASSWORD và dùng thư mục dữ liệu mới: DATA_DIR=.data-xem-thu ${LEAVE}=1 HOST=${host} npm start`,
    );
  }
}

async function hasDemoAccounts({ auth }: Admin): Promise<boolean> {
  const { users } = await auth.getUsers(ACCOUNTS.map(({ account }) => ({ uid: uidOf(account) })));
  return users.some(({ disabled, email }) => !disabled && email?.endsWith('@example.test'));
}
