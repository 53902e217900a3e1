import type { UserRecord } from 'firebase-admin/auth';
import type { DocumentData } from 'firebase-admin/firestore';
import { validEmail } from 'embedded-backend/auth/accounts.ts';
import { calendarToDocument, memberFromDocument, memberToDocument, settingsToDocument } from '#data/documents.ts';
import type { Member, Role } from '#domain/permissions.ts';
import type { Admin } from './office.ts';
import { publicUrl } from './publicUrl.ts';
import { StartError } from './startError.ts';
import { isFull } from './wordOf.ts';

// Each refuses with a StartError that says in Vietnamese why nothing was done.

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly editorOf: readonly string[];
  readonly person: string | null;
  /** The agency's name and that of the body above it, for a data directory that has none yet. */
  readonly office: string | undefined;
  readonly parent: string | undefined;
}

/** As firestore.rules has it: a longer one could not be changed at /settings, nor anything else of that member. */
const LONGEST_NAME = 200;

/** Makes the account, without a password, and the membership. Resolves to the one-time link (72 hours). */
export async function invite(admin: Admin, given: Invitation): Promise<string> {
  const { auth, db } = admin;
  const email = checkedEmail(given.email);
  const name = given.name.trim().replaceAll(/\s+/g, ' ');
  if (name === '') throw new StartError('Thiếu họ tên: --name "Nguyễn Văn A".');
  if (name.length > LONGEST_NAME) throw new StartError(`Họ tên dài quá ${LONGEST_NAME} ký tự.`);
  await ensureOffice(admin, given);
  await checkCalendars(admin, given.editorOf);
  if (given.person !== null && !(await db.doc(`people/${given.person}`).get()).exists) {
    throw new StartError(`Không có người “${given.person}” trong danh bạ.`);
  }
  const known = await find(admin, email);
  if (known && (await memberOf(admin, known.uid))) {
    throw new StartError(`${email} đã có tài khoản. Tạo liên kết đặt lại mật khẩu: npm run account -- reset ${email}`);
  }
  const { uid } = known ?? (await auth.createUser({ email, displayName: name }));
  const { roles, editorOf, person } = given;
  const member: Member = { uid, name, email, person, active: true, roles: [...roles], editorOf: [...editorOf] };
  await db.doc(`members/${uid}`).set(memberToDocument(member));
  return linkFor(admin, email);
}

/** On Firebase a link leads to Google's page in English: with PUBLIC_URL to our own, which takes the same code. */
async function linkFor({ auth }: Admin, email: string): Promise<string> {
  const link = await auth.generatePasswordResetLink(email);
  return process.env['PUBLIC_URL'] ? `${publicUrl()}/account${new URL(link).search}` : link;
}

/** A one-time link: an hour, or 72 when the person has no password yet. */
export async function resetLink(admin: Admin, email: string): Promise<{ link: string; hours: number }> {
  const user = await existing(admin, email);
  if (user.disabled)
    throw new StartError(`${user.email} đang bị khóa. Mở khóa trước: npm run account -- enable ${email}`);
  return { link: await linkFor(admin, user.email!), hours: hasPassword(user) ? 1 : 72 };
}

/** Ends all sessions; the person cannot sign in, and is no active member. Never the last administrator. */
export async function disable(admin: Admin, email: string): Promise<void> {
  const { uid } = await existing(admin, email);
  await keepAnAdministrator(admin, uid, email);
  await setActive(admin, uid, false);
  await admin.auth.updateUser(uid, { disabled: true });
}

export async function enable(admin: Admin, email: string): Promise<void> {
  const { uid } = await existing(admin, email);
  await admin.auth.updateUser(uid, { disabled: false });
  await setActive(admin, uid, true);
}

/**
 * On the administrator's word that it is theirs, as mail cannot ask (decision 0024). Resolves to how it is stored;
 * `isInvited`: the link handed over is void, and there is no password yet. The account's comes first: an open page of its
 * owner's brings the list of members what the account has.
 */
export async function changeEmail(
  admin: Admin,
  email: string,
  to: string,
): Promise<{ email: string; isInvited: boolean }> {
  const before = checkedEmail(email);
  const next = checkedEmail(to);
  const owner = await find(admin, next);
  const isHalfDone = owner && !(await find(admin, before)) && (await memberOf(admin, owner.uid))?.email === before;
  const { uid } = isHalfDone ? owner : await existing(admin, email);
  if (owner && owner.uid !== uid) throw new StartError(`${next} là của một tài khoản khác.`);
  const after = await admin.auth.updateUser(uid, { email: next, emailVerified: true });
  try {
    if (await memberOf(admin, uid)) await admin.db.doc(`members/${uid}`).update({ email: next });
  } catch (cause) {
    const why = isFull(cause) ? 'vì đĩa đã đầy. Giải phóng chỗ trống rồi chạy' : `(${String(cause)}). Chạy`;
    throw new StartError(
      `${before} nay đăng nhập bằng ${next}, nhưng danh sách thành viên chưa ghi được địa chỉ mới ${why} lại lệnh này.`,
      { cause },
    );
  }
  return { email: next, isInvited: isInvited(after) };
}

/** Takes the place of the roles and calendars so far, at once; what is undefined stays. */
export async function setRoles(
  admin: Admin,
  email: string,
  { roles, editorOf }: { roles: readonly Role[] | undefined; editorOf: readonly string[] | undefined },
): Promise<Member> {
  const { uid } = await existing(admin, email);
  const before = await memberOf(admin, uid);
  if (!before)
    throw new StartError(`${email} chưa được cấp quyền. Mời lại: npm run account -- invite ${email} --name …`);
  await checkCalendars(admin, editorOf ?? []);
  const after: Member = { ...before, roles: roles ?? before.roles, editorOf: editorOf ?? before.editorOf };
  if (!after.roles.includes('admin')) await keepAnAdministrator(admin, uid, email);
  await admin.db.doc(`members/${uid}`).update({ roles: [...after.roles], editorOf: [...after.editorOf] });
  return after;
}

/** Every device has to sign in again. */
export async function signOutEverywhere(admin: Admin, email: string): Promise<void> {
  const { uid } = await existing(admin, email);
  await admin.auth.revokeRefreshTokens(uid);
}

export interface ListedAccount {
  readonly email: string;
  readonly member: Member | null;
  readonly state: 'active' | 'invited' | 'disabled';
  readonly lastSignIn: number | null; // epoch ms
}

/** By e-mail. */
export async function list(admin: Admin): Promise<ListedAccount[]> {
  const members = new Map((await admin.db.collection('members').get()).docs.map((doc) => [doc.id, memberIn(doc)]));
  const listed: ListedAccount[] = [];
  let page: string | undefined;
  do {
    const { users, pageToken } = await admin.auth.listUsers(1000, page);
    page = pageToken;
    for (const user of users) {
      listed.push({
        email: user.email ?? user.uid,
        member: members.get(user.uid) ?? null,
        state: user.disabled ? 'disabled' : isInvited(user) ? 'invited' : 'active',
        lastSignIn: user.metadata.lastSignInTime ? Date.parse(user.metadata.lastSignInTime) : null,
      });
    }
  } while (page !== undefined);
  return listed.sort((a, b) => (a.email < b.email ? -1 : 1));
}

/** An empty data directory becomes an office with one empty calendar, without sample data. */
async function ensureOffice({ db }: Admin, { office, parent }: Invitation): Promise<void> {
  if ((await db.doc('settings/agency').get()).exists) return;
  if (!office?.trim() || !parent?.trim()) {
    throw new StartError(
      'Thư mục dữ liệu này còn trống. Thêm --office "Tên cơ quan" --parent "Cơ quan cấp trên" để bắt đầu không có dữ liệu mẫu, hoặc chạy npm start để có cơ quan mẫu.',
    );
  }
  const board = {
    id: 'board',
    name: 'Lãnh đạo cơ quan',
    shortName: 'Lãnh đạo',
    kind: 'board',
    order: 0,
    active: true,
  } as const;
  const settings = {
    name: office.trim(),
    parentName: parent.trim(),
    defaultCalendar: board.id,
    weekNumbering: 'iso',
    documentNoTemplate: '{week}{adjustment}/LCT',
    replacesInvitation: false,
    sessions: {
      morning: { start: 450, end: 690 },
      afternoon: { start: 810, end: 1020 },
      evening: { start: 1140, end: 1290 },
    },
    blockedWords: ['mật', 'tối mật', 'tuyệt mật'],
    embedAncestors: [],
  } as const;
  const batch = db.batch();
  batch.set(db.doc(`calendars/${board.id}`), calendarToDocument(board));
  batch.set(db.doc('settings/agency'), settingsToDocument(settings));
  await batch.commit();
}

/** Refuses when nobody else is administrator. */
async function keepAnAdministrator({ db }: Admin, uid: string, email: string): Promise<void> {
  const members = (await db.collection('members').get()).docs.map(memberIn);
  const admins = members.filter(({ active, roles }) => active && roles.includes('admin'));
  if (admins.length === 1 && admins[0]!.uid === uid) {
    throw new StartError(`${email} là quản trị duy nhất. Mời một quản trị khác trước đã.`);
  }
}

async function checkCalendars({ db }: Admin, ids: readonly string[]): Promise<void> {
  const calendars = (await db.collection('calendars').get()).docs.map(({ id }) => id);
  const unknown = ids.find((id) => !calendars.includes(id));
  if (unknown !== undefined) {
    throw new StartError(`Không có lịch “${unknown}”. Các lịch: ${calendars.join(', ')}.`);
  }
}

/** Whoever has set a password, or comes in by the agency's own sign-in, needs the invitation no more. */
const isInvited = (user: UserRecord) => user.providerData.length === 0;
const hasPassword = (user: UserRecord) => user.providerData.some(({ providerId }) => providerId === 'password');

function checkedEmail(text: string): string {
  try {
    return validEmail(text);
  } catch {
    throw new StartError(`“${text}” không phải thư điện tử (ten@coquan.vn).`);
  }
}

async function find({ auth }: Admin, email: string): Promise<UserRecord | undefined> {
  try {
    return await auth.getUserByEmail(email);
  } catch (cause) {
    if ((cause as { code?: string }).code === 'auth/user-not-found') return undefined;
    throw cause;
  }
}

async function existing(admin: Admin, text: string): Promise<UserRecord> {
  const email = checkedEmail(text);
  const user = await find(admin, email);
  if (!user) throw new StartError(`Không có tài khoản ${email}. Xem danh sách: npm run account -- list`);
  return user;
}

async function memberOf({ db }: Admin, uid: string): Promise<Member | null> {
  const doc = await db.doc(`members/${uid}`).get();
  return doc.exists ? memberIn(doc) : null;
}

const memberIn = (doc: { id: string; data(): DocumentData | undefined }) => memberFromDocument(doc.id, doc.data());

async function setActive(admin: Admin, uid: string, active: boolean): Promise<void> {
  if (await memberOf(admin, uid)) await admin.db.doc(`members/${uid}`).update({ active });
}
