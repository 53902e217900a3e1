// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openBackend, type Backend } from 'embedded-backend/backend.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import webPush from 'web-push';
import {
  calendarToDocument,
  memberToDocument,
  noticeChoiceToDocument,
  personToDocument,
  publishedWeekToDocument,
  pushDeviceToDocument,
} from '#data/documents.ts';
import type { NoticeChoice } from '#domain/notice.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { todayAt } from '#domain/time.ts';
import { addWeeks, daysOf, weekOf } from '#domain/week.ts';
import { reachOffice } from '#start/office.ts';
import { openMailServer, textOf } from '#start/testMail.ts';
import { openPushService } from '#start/testPushService.ts';
import { calendars, people, publicEntry, publishedWeek } from '#ui/fixtures.ts';
import { firebase, startEmulators, type Emulators } from './testEmulators.ts';
import { tellFunction } from './testEvents.ts';

const PROJECT = 'demo-lich';
const HOME = 'https://lich.vinhan.example';
const root = resolve(import.meta.dirname, '..');
const week = addWeeks(weekOf(todayAt(Date.now())), 1); // this one may end while these tests run: nobody is told of it then
const keys = webPush.generateVAPIDKeys();
const allDay = { session: 'allDay', start: null, end: null } as const;

// Functions are loaded anew several times, seconds each.
const patience = { timeout: 120_000 };

describe.runIf(firebase)(
  'what a function tells of, on Firebase’s emulators over the embedded Firestore',
  patience,
  async () => {
    const service = firebase ? await openPushService() : null;
    const mail = await openMailServer();
    const secrets = {
      SMTP_URL: `smtp://lich%40example.test:b%C3%AD%20m%E1%BA%ADt@${mail.host}`,
      PUSH_KEYS: JSON.stringify(keys),
    };
    const dir = mkdtempSync(join(tmpdir(), 'lich-notices-'));
    let backend: Backend;
    let emulators: Emulators;
    let office: Awaited<ReturnType<typeof reachOffice>>;
    let firestore: string;

    /** What makes a process of Node take the service on loopback for Google's. */
    function leadTo({ port, certificate }: { port: number; certificate: Buffer }) {
      writeFileSync(join(dir, 'service.pem'), certificate);
      writeFileSync(
        join(dir, 'service.cjs'),
        `const tls = require('tls'); const { connect } = tls;
       tls.connect = (to, ...rest) =>
         connect(to.host === 'fcm.googleapis.com' ? { ...to, host: '127.0.0.1', port: ${port} } : to, ...rest);`,
      );
      return {
        NODE_OPTIONS: `--require ${join(dir, 'service.cjs')}`,
        NODE_EXTRA_CA_CERTS: join(dir, 'service.pem'),
      };
    }

    beforeAll(async () => {
      const rules = readFileSync(join(root, 'firestore.rules'), 'utf8');
      backend = await openBackend({ projectId: PROJECT, dataDir: null, rules, emulator: true, log: () => {} });
      firestore = `127.0.0.1:${await backend.listen('127.0.0.1', 0)}`;
      const settings = { PUBLIC_URL: HOME, ...(service && leadTo(service)) };
      emulators = await startEmulators(PROJECT, { FIRESTORE_EMULATOR_HOST: firestore }, 'firebase.json', settings);
      vi.stubEnv('FIRESTORE_EMULATOR_HOST', firestore);
      vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', emulators.auth);
      vi.stubEnv('FIREBASE_PROJECT', PROJECT);
      office = await reachOffice('');
      const { db, auth } = office.admin;
      for (const calendar of calendars) await db.doc(`calendars/${calendar.id}`).set(calendarToDocument(calendar));
      for (const person of people) await db.doc(`people/${person.id}`).set(personToDocument(person));
      for (const person of ['huy', 'van']) {
        const [uid, email, name] = [`u-${person}`, `${person}@example.test`, `Bà ${person}`];
        await auth.createUser({ uid, email });
        const member = { uid, name, email, person, active: true, roles: ['viewer'] as const, editorOf: [] };
        await db.doc(`members/${uid}`).set(memberToDocument(member));
      }
    }, 180_000);

    afterAll(async () => {
      await office?.close();
      vi.unstubAllEnvs();
      await emulators?.stop();
      await backend?.close();
      await mail.close();
      await service?.close();
      rmSync(dir, { recursive: true });
    }, 60_000);

    afterEach(async () => {
      const { db } = office.admin;
      for (const name of ['notices', 'sentNotices', 'noticesUnderway', 'publishedWeeks', 'settings']) {
        await db.recursiveDelete(db.collection(name));
      }
      mail.mails.length = 0;
      service?.received.splice(0);
      mail.answersAfter(Promise.resolve());
    });

    const tell = (document = `publishedWeeks/board_${week}`) =>
      tellFunction({ functions: emulators.functions, firestore, project: PROJECT }, 'notices', document);
    /** As Google sends what failed. The emulator ends the process of a function that rejects, and may still ask it once. */
    const comesAgain = () => expect.poll(() => tell()).toBe(200);
    const chooses = (uid: string, way: NoticeChoice['way'] = 'mail') =>
      office.admin.db.doc(`notices/${uid}`).set(noticeChoiceToDocument({ calendars: [], unit: false, way, since: 0 }));
    async function issue(revision: number, place: string | null = null) {
      const entries = ['huy', 'van'].map((person) =>
        publicEntry(`cua-${person}`, daysOf(week)[2], allDay, { content: `Họp của ${person}`, personIds: [person] }),
      );
      const [before, other] = entries as [(typeof entries)[0], (typeof entries)[0]];
      const after = { ...before, place, changedIn: revision };
      const times = Object.fromEntries(Array.from({ length: revision }, (_, at) => [at + 1, Date.now() - 60_000]));
      const issued: PublishedWeek = {
        ...publishedWeek(week, [revision === 1 ? before : after, other]),
        revision,
        issuedAt: Date.now() - 60_000,
        revisionTimes: times,
        changes:
          revision === 1
            ? []
            : [{ kind: 'changed', entryId: before.id, fields: ['place'], before, after, reason: null }],
      };
      const ref = office.admin.db.doc(`publishedWeeks/board_${week}`);
      const document = publishedWeekToDocument(issued);
      await office.admin.db
        .batch()
        .set(ref, document)
        .set(ref.collection('revisions').doc(`${revision}`), document)
        .commit();
    }
    const count = async (name: string) => (await office.admin.db.collection(name).get()).size;
    const ways = async () => (await office.admin.db.doc('settings/notices').get()).data();

    test('an office without mail and push: nothing is looked at, sent or said', async () => {
      await emulators.keepSecrets({ SMTP_URL: 'none', PUSH_KEYS: 'none' });
      await chooses('u-huy');
      await issue(1);
      const said = emulators.said().length;
      expect(await tell()).toBe(200);
      expect([mail.mails, await count('sentNotices'), await ways()]).toEqual([[], 0, { mail: false, push: null }]);
      expect(emulators.said().slice(said)).not.toMatch(/warn|error|>/i);
    });

    describe('with both', () => {
      beforeAll(() => emulators.keepSecrets(secrets), patience.timeout);

      test('the account’s page learns of it from the office’s first settings on', async () => {
        await office.admin.db.doc('settings/agency').set({ name: 'Sở' });
        const at = { functions: emulators.functions, firestore, project: PROJECT };
        expect(await tellFunction(at, 'noticeWays', 'settings/agency')).toBe(200);
        expect(await ways()).toEqual({ mail: true, push: keys.publicKey });
      });

      test('an issued week and its revision: one letter each to whom they concern, however often the event comes', async () => {
        await chooses('u-huy');
        await issue(1);
        expect([await tell(), await tell()]).toEqual([200, 200]);
        expect(mail.mails.map(({ to }) => to)).toEqual([['huy@example.test']]);
        const text = textOf(mail.mails[0]!.raw);
        expect(text).toContain('Họp của huy');
        expect(text).not.toContain('Họp của van');
        expect(text).toContain(`${HOME}/lich/board/${week}`);
        await issue(2, 'Hội trường');
        expect([await tell(), await tell()]).toEqual([200, 200]);
        expect(mail.mails.map(({ to }) => to)).toEqual([['huy@example.test'], ['huy@example.test']]);
        expect(textOf(mail.mails[1]!.raw)).toContain('→ Hội trường');
      });

      test('two events of a week at once: the second comes again later, and nobody is told twice', async () => {
        await chooses('u-huy');
        await issue(1);
        let acknowledge = () => {};
        mail.answersAfter(new Promise((resolved) => (acknowledge = resolved)));
        const first = tell();
        await expect.poll(() => mail.mails.length).toBe(1);
        expect(await tell()).toBe(500);
        acknowledge();
        expect(await first).toBe(200);
        await comesAgain();
        expect([mail.mails.length, await count('noticesUnderway')]).toEqual([1, 0]);
      });

      test('one that was killed at it is not waited for', async () => {
        await chooses('u-huy');
        await issue(1);
        const mark = office.admin.db.doc(`noticesUnderway/board_${week}`);
        await mark.set({ since: Date.now() - 60_000 });
        expect(await tell()).toBe(500);
        await mark.set({ since: Date.now() - 11 * 60_000 });
        await comesAgain();
        expect(mail.mails).toHaveLength(1);
      });

      test('a revision that was taken back before the event came is told to nobody', async () => {
        await chooses('u-huy');
        expect(await tell()).toBe(200);
        expect(mail.mails).toEqual([]);
      });

      test.runIf(service)(
        'who chose the screen gets one there, and is tried again while the service cannot take it',
        async () => {
          await chooses('u-van', 'push');
          const device = service!.subscribe();
          await office.admin.db.doc(`notices/u-van/devices/${device.id}`).set(pushDeviceToDocument(device));
          await issue(1);
          service!.answers(() => 503);
          expect(await tell()).toBe(500);
          service!.answers(() => 201);
          await comesAgain();
          expect(await tell()).toBe(200);
          expect(service!.received.map(({ device: to, message }) => [to, message.href, message.body])).toEqual([
            [device.id, `/lich/board/${week}`, expect.stringContaining('Họp của van')],
          ]);
          expect(service!.received[0]!.signed).toMatchObject({ sub: HOME, publicKey: keys.publicKey });
          expect(mail.mails).toEqual([]);
        },
      );

      test('a mail server that refuses the password: the event comes again, and the log keeps addresses and secrets to itself', async () => {
        await emulators.keepSecrets({ ...secrets, SMTP_URL: secrets.SMTP_URL.replace('b%C3%AD', 'sai') });
        await chooses('u-huy');
        await issue(1);
        expect(await tell()).toBe(500);
        await emulators.keepSecrets(secrets);
        await comesAgain();
        expect(mail.mails).toHaveLength(1);
        expect(emulators.said()).toContain('Chưa gửi được thư báo lịch');
        for (const secret of ['@example.test', 'b%C3%AD', 'sai%20', keys.privateKey, 'fcm/send', 'Họp của']) {
          expect(emulators.said()).not.toContain(secret);
        }
      });
    });
  },
);
