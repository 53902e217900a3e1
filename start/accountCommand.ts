import { resolve } from 'node:path';
import { ROLES, type Role } from '#domain/permissions.ts';
import { vi } from '#i18n/vi.ts';
import {
  changeEmail,
  disable,
  enable,
  invite,
  list,
  resetLink,
  setRoles,
  signOutEverywhere,
  type ListedAccount,
} from './accounts.ts';
import { isLoopbackHost } from 'embedded-backend/wire/cors.ts';
import { linkAsQr } from './linkAsQr.ts';
import { sayMoment } from './moments.ts';
import { reachOffice, rootDir, type Admin } from './office.ts';
import { ArgsError, readArgs } from './readArgs.ts';
import { wordOf } from './wordOf.ts';

const ROLE_WORDS = vi.staff.roles;
const USAGE = `Cách dùng, khi sản phẩm đang chạy hay không:
  npm run account -- invite THƯ_ĐIỆN_TỬ --name "Họ tên" [--role ${ROLES.join('|')}] [--editor-of LỊCH] [--person MÃ]
  npm run account -- reset THƯ_ĐIỆN_TỬ       liên kết đặt lại mật khẩu
  npm run account -- email THƯ_ĐIỆN_TỬ --to THƯ_MỚI    đổi thư điện tử
  npm run account -- roles THƯ_ĐIỆN_TỬ [--role …] [--editor-of …]    thay vai trò, lịch được soạn
  npm run account -- disable THƯ_ĐIỆN_TỬ     khóa và đăng xuất mọi nơi
  npm run account -- enable THƯ_ĐIỆN_TỬ      mở khóa
  npm run account -- sign-out THƯ_ĐIỆN_TỬ    đăng xuất mọi nơi
  npm run account -- list
--role và --editor-of lặp lại được. Thư mục dữ liệu còn trống: thêm --office "Tên cơ quan" --parent "Cơ quan cấp trên".
Xem docs/accounts.md.`;

interface Options {
  readonly name?: string | undefined;
  readonly role?: string[] | undefined;
  readonly 'editor-of'?: string[] | undefined;
  readonly person?: string | undefined;
  readonly office?: string | undefined;
  readonly parent?: string | undefined;
  readonly to?: string | undefined;
}

type Act = (admin: Admin, email: string, options: Options) => Promise<string>;

const ACTS: Readonly<Record<string, Act>> = {
  invite: async (admin, email, options) => {
    const link = await invite(admin, {
      email,
      name: options.name ?? '',
      roles: (options.role ?? ['viewer']) as Role[],
      editorOf: options['editor-of'] ?? [],
      person: options.person ?? null,
      office: options.office,
      parent: options.parent,
    });
    return `Đã tạo tài khoản ${email}. Trao liên kết này cho đúng người, dùng một lần trong 72 giờ:\n${link}${forPhone(link)}`;
  },
  reset: async (admin, email) => {
    const { link, hours } = await resetLink(admin, email);
    return `Liên kết đặt mật khẩu của ${email}, dùng một lần trong ${hours} giờ; liên kết cũ không còn dùng được:\n${link}${forPhone(link)}`;
  },
  email: async (admin, email, { to }) => {
    if (to === undefined) throw new ArgsError('Thiếu địa chỉ mới: --to THƯ_MỚI.');
    const { email: now, isInvited } = await changeEmail(admin, email, to);
    if (isInvited)
      return `Từ nay tài khoản của ${email} là ${now}. Liên kết đã trao không dùng được nữa; tạo liên kết mới: npm run account -- reset ${now}`;
    return `Từ nay ${email} đăng nhập bằng ${now}, mật khẩu như cũ. Các máy đang đăng nhập phải đăng nhập lại.`;
  },
  roles: async (admin, email, options) => {
    if (!options.role && !options['editor-of']) throw new ArgsError('Thiếu --role hoặc --editor-of.');
    const { roles, editorOf } = await setRoles(admin, email, {
      roles: options.role as Role[] | undefined,
      editorOf: options['editor-of'],
    });
    const words = roles.map((role) => ROLE_WORDS[role]).join(', ');
    return `${email}: ${words}; soạn lịch: ${editorOf.join(', ') || 'không'}.`;
  },
  disable: async (admin, email) => {
    await disable(admin, email);
    return `Đã khóa ${email} và đăng xuất mọi nơi.`;
  },
  enable: async (admin, email) => {
    await enable(admin, email);
    return `Đã mở khóa ${email}.`;
  },
  'sign-out': async (admin, email) => {
    await signOutEverywhere(admin, email);
    return `Đã đăng xuất ${email} trên mọi máy.`;
  },
};

/** `npm run account`: accounts of the office, while the product runs or while it does not (docs/accounts.md). */
export async function main(args: string[]): Promise<void> {
  const stop = (sentence: string): never => {
    console.error(sentence);
    process.exit(1);
  };
  const dataDir = resolve(rootDir, process.env['DATA_DIR'] ?? '.data');
  try {
    const act = read(args);
    const office = await reachOffice(dataDir);
    try {
      console.log(await office.whileItRuns(act(office.admin)));
    } finally {
      await office.close();
    }
  } catch (cause) {
    if (cause instanceof ArgsError) stop(`${cause.message}\n${USAGE}`);
    stop(wordOf(cause, { port: 0, host: '', dataDir }));
  }
  process.exit(0); // gRPC keeps its channels open for a while
}

/** Options of the verbs that have any; `invite` has all the others. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = { roles: ['role', 'editor-of'], email: ['to'] };

/** The link to be read by a phone. One to this machine itself would lead the phone to itself. */
function forPhone(link: string): string {
  if (isLoopbackHost(new URL(link).hostname)) return '\nĐặt PUBLIC_URL (docs/accounts.md) để có mã QR cho điện thoại.';
  return `\n\n${linkAsQr(link, process.stdout.isTTY)}`;
}

/** What is asked for. Throws ArgsError. */
function read(args: string[]): (admin: Admin) => Promise<string> {
  const { values, positionals } = readArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
      'editor-of': { type: 'string', multiple: true },
      person: { type: 'string' },
      office: { type: 'string' },
      parent: { type: 'string' },
      to: { type: 'string' },
    },
  });
  const [verb, email, ...more] = positionals;
  if (verb === undefined) throw new ArgsError('Thiếu việc cần làm.');
  const strangeTo = Object.keys(values).find(
    (name) => !(verb === 'invite' ? name !== 'to' : (OPTIONS_OF[verb] ?? []).includes(name)),
  );
  if (strangeTo !== undefined) throw new ArgsError(`--${strangeTo} không dùng với ${verb}.`);
  if (verb === 'list') {
    if (email !== undefined) throw new ArgsError('list không nhận thêm gì.');
    return async (admin) => tableOf(await list(admin));
  }
  const act = Object.hasOwn(ACTS, verb) ? ACTS[verb] : undefined;
  if (!act) throw new ArgsError(`Không có việc “${verb}”.`);
  if (email === undefined) throw new ArgsError('Thiếu thư điện tử.');
  if (more.length > 0) throw new ArgsError(`Thừa “${more.join(' ')}”. Họ tên đặt trong ngoặc kép.`);
  const strange = values.role?.find((role) => !(ROLES as readonly string[]).includes(role));
  if (strange !== undefined) throw new ArgsError(`Không có vai trò “${strange}”. Các vai trò: ${ROLES.join(', ')}.`);
  return (admin) => act(admin, email, values);
}

const STATE_WORDS = { active: 'đang dùng', invited: 'chưa đặt mật khẩu', disabled: 'đã khóa' };

function tableOf(accounts: readonly ListedAccount[]): string {
  if (accounts.length === 0) return 'Chưa có tài khoản nào.';
  const rows = accounts.map(({ email, member, state, lastSignIn }) => [
    email,
    member?.name ?? '',
    member ? member.roles.map((role) => ROLE_WORDS[role]).join(', ') : 'chưa được cấp quyền',
    STATE_WORDS[state],
    lastSignIn === null ? 'chưa đăng nhập' : sayMoment(lastSignIn),
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
