import { readFileSync } from 'node:fs';
import { loadSource } from './loadSource.mjs';
import { median, round, spreadOf } from './statistics.mjs';

const ROOT = 'projects/demo/databases/(default)/documents';
const TIME = '2026-11-24T05:06:07.089123Z';
const SOURCE = readFileSync(new URL('../../../firestore.rules', import.meta.url), 'utf8');

const toValue = (plain) => {
  if (plain === null) return { nullValue: null };
  if (plain instanceof Date) return { timestampValue: TIME };
  if (Array.isArray(plain)) return { arrayValue: { values: plain.map(toValue) } };
  if (typeof plain === 'object') return { mapValue: { fields: toFields(plain) } };
  if (typeof plain === 'string') return { stringValue: plain };
  if (typeof plain === 'boolean') return { booleanValue: plain };
  return { integerValue: String(plain) };
};
const toFields = (data) => Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toValue(value)]));
const documentAt = (path, data) => ({
  name: `${ROOT}/${path}`,
  fields: toFields(data),
  createTime: TIME,
  updateTime: TIME,
});
const now = new Date(0);

const entry = (content) => ({
  calendar: 'board',
  week: '2026-W48',
  date: '2026-11-24',
  lastDate: '2026-11-24',
  time: { session: null, start: 450, end: 570 },
  content,
  chairs: ['person:nguyen-van-an'],
  attendees: ['person:tran-thi-binh', 'unit:van-phong', 'unit:phong-giao-duc-trung-hoc'],
  invitees: ['text:Lãnh đạo UBND các huyện, thành phố', 'text:Đại diện Ban Văn hóa - Xã hội HĐND tỉnh'],
  forInformation: [],
  place: 'room:hoi-truong-lon',
  gatheringPoint: null,
  connectionPoints: ['Điểm cầu UBND huyện Vĩnh Lộc', 'Điểm cầu UBND huyện An Phú'],
  preparingUnit: 'unit:phong-giao-duc-trung-hoc',
  logistics: 'unit:van-phong',
  officeLead: 'person:le-van-cuong',
  vehicle: null,
  driver: null,
  invitationNo: 'GM-125/SGDĐT-VP',
  documentNo: null,
  separateInvitation: true,
  replacesInvitation: false,
  kind: 'meeting',
  visibility: 'public',
  status: 'planned',
  reason: null,
  actingFor: null,
  stage: 'accepted',
  fixed: false,
});
const PATH = 'calendars/board/entries/e7Qm2ZkT0aLx';
const old = entry('Họp giao ban công tác tháng 11; triển khai nhiệm vụ trọng tâm tháng 12 năm 2026');
const changed = entry(
  'Họp giao ban công tác tháng 11; triển khai nhiệm vụ trọng tâm tháng 12 năm 2026\nThông qua kế hoạch kiểm tra chuyên ngành',
);
const stamped = (data, revision) => ({ ...data, revision, updatedBy: 'editor', updatedAt: now });
const record = (data, revision, action) => ({ revision, action, by: 'editor', at: now, entry: data });

const before = new Map(
  [
    documentAt('members/editor', {
      name: 'Phạm Thị Dung',
      email: 'dung@so.example',
      person: 'pham-thi-dung',
      active: true,
      roles: ['viewer'],
      editorOf: ['board'],
    }),
    documentAt(PATH, stamped(old, 1)),
    documentAt(`${PATH}/history/1`, record(old, 1, 'create')),
  ].map((document) => [document.name, document]),
);
const identity = {
  kind: 'user',
  uid: 'editor',
  token: { sub: 'editor', email: 'dung@so.example' },
  expiresAt: 4_000_000_000,
};

/** What a commit hands to the rules: documents that nobody has judged yet, so nothing of them is remembered. */
function save() {
  const written = documentAt(PATH, stamped(changed, 2));
  const history = documentAt(`${PATH}/history/2`, record(changed, 2, 'update'));
  const after = {
    get: (name) =>
      (name === written.name ? written : name === history.name ? history : null) ?? before.get(name) ?? null,
  };
  return { written, history, readers: { before: { get: (name) => before.get(name) ?? null }, after } };
}

/** One save: two evaluations, the entry's update and its record's create, in one batch. */
function judge(rules, { written, history, readers }) {
  const budget = { perRequest: 20, cache: new Map(), used: 0 };
  const common = { identity, time: TIME };
  const first = rules.judge(
    { ...common, method: 'update', name: written.name, resource: before.get(written.name), after: written },
    readers,
    budget,
  );
  const second = rules.judge({ ...common, method: 'create', name: history.name, after: history }, readers, budget);
  if (!first.allowed || !second.allowed) throw new Error(first.why ?? second.why);
}

/** Documents are made outside the measured time, in portions, so that what waits to be judged does not fill the memory. */
function savesPerSecond(rules, portions) {
  let cpu = 0;
  for (let portion = 0; portion < portions; portion += 1) {
    const saves = Array.from({ length: 10 }, save);
    const began = process.cpuUsage();
    for (const one of saves) judge(rules, one);
    const { user, system } = process.cpuUsage(began);
    cpu += user + system;
  }
  return (portions * 10) / (cpu / 1e6);
}

/** All queries of the app (src/data): a week of one calendar, of all, an entry's history, whole collections. */
const week = {
  where: { fieldFilter: { field: { fieldPath: 'week' }, op: 'EQUAL', value: { stringValue: '2026-W48' } } },
};
const QUERIES = [
  ['/calendars/board', { from: [{ collectionId: 'entries' }], ...week }],
  ['', { from: [{ collectionId: 'entries', allDescendants: true }], ...week }],
  [
    `/${PATH}`,
    {
      from: [{ collectionId: 'history' }],
      orderBy: [{ field: { fieldPath: 'revision' }, direction: 'DESCENDING' }],
    },
  ],
  ...['members', 'people', 'calendars', 'rooms', 'vehicles'].map((collectionId) => ['', { from: [{ collectionId }] }]),
];

function proofsPerSecond(rules, rounds) {
  const reader = { get: (name) => before.get(name) ?? null };
  const began = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    for (const [below, query] of QUERIES) {
      const verdict = rules.judge(
        { method: 'list', parent: `${ROOT}${below}`, query, identity, time: TIME },
        { before: reader, after: reader },
        { perRequest: 10, cache: new Map(), used: 0 },
      );
      if (!verdict.allowed) throw new Error(verdict.why);
    }
  }
  const { user, system } = process.cpuUsage(began);
  return (rounds * QUERIES.length) / ((user + system) / 1e6);
}

/** Evaluations: judged writes. Of one core: per second of processor time, whatever else the machine does. */
export async function measure(report) {
  const { compile } = await loadSource('src/rules/compile.ts');
  const rules = compile(SOURCE);
  savesPerSecond(rules, 300);
  const evaluations = Array.from({ length: 7 }, () => 2 * savesPerSecond(rules, 300));
  report({
    work: 'rules: writes of our own entry, each save two: the entry and its history record',
    figure: `${round(median(evaluations), 0)} evaluations per second and core`,
    floor: '',
    value: round(median(evaluations), 0),
    spread: spreadOf(evaluations, 0),
    goal: '≥ 20000',
  });
  proofsPerSecond(rules, 1000);
  const proofs = Array.from({ length: 7 }, () => proofsPerSecond(rules, 1000));
  report({
    work: "rules: proofs of the app's own queries",
    figure: `${round(median(proofs), 0)} queries per second and core`,
    floor: '',
    value: round(median(proofs), 0),
    spread: spreadOf(proofs, 0),
    goal: '≥ 20000',
  });
}
