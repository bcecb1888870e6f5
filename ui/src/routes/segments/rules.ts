/* The tree of rules as the builder edits it: read from the core's JSON and written back. */

export type GroupKind = 'all' | 'any' | 'none';

/** How a rule's value is edited. */
export type Shape = 'count' | 'amount' | 'days' | 'percent' | 'rating' | 'choices' | 'words' | 'tags' | 'yesNo' | 'since' | 'bought' | 'list';

interface KeySpec {
  shape: Shape;
  /** Under which heading of the menu. */
  theme: string;
  /** Where its words come from: a list of `values`, or one of what the clinic's records offer. */
  from?: string;
  /** What a new rule begins with. */
  start: unknown;
}

/** Every rule, in the order of the menu. */
export const keys = {
  days_since_visit_min: { shape: 'days', theme: 'visits', start: 90 },
  days_since_visit_max: { shape: 'days', theme: 'visits', start: 30 },
  min_visits: { shape: 'count', theme: 'visits', start: 2 },
  max_visits: { shape: 'count', theme: 'visits', start: 1 },
  first_visit_since: { shape: 'since', theme: 'visits', start: '30d' },
  has_future_appointment: { shape: 'yesNo', theme: 'visits', start: false },
  visit_pattern: { shape: 'choices', theme: 'visits', from: 'segments.pattern', start: [] },
  min_spent: { shape: 'amount', theme: 'purchases', start: 5000 },
  lifetime_value_max: { shape: 'amount', theme: 'purchases', start: 500 },
  bought_product: { shape: 'bought', theme: 'purchases', from: 'products', start: [] },
  bought_category: { shape: 'bought', theme: 'purchases', from: 'categories', start: [] },
  bought_since: { shape: 'since', theme: 'purchases', start: '90d' },
  loyalty_status: { shape: 'choices', theme: 'purchases', from: 'segments.loyalty', start: [] },
  lifecycle: { shape: 'choices', theme: 'standing', from: 'values.lifecycle', start: [] },
  tier: { shape: 'choices', theme: 'standing', from: 'values.tier', start: [] },
  churn_risk: { shape: 'choices', theme: 'standing', from: 'values.risk', start: [] },
  churn_score_min: { shape: 'percent', theme: 'standing', start: 0.5 },
  value_score_min: { shape: 'count', theme: 'standing', start: 60 },
  engagement_score_min: { shape: 'count', theme: 'standing', start: 60 },
  is_active: { shape: 'yesNo', theme: 'standing', start: false },
  has_pets_species: { shape: 'choices', theme: 'pets', from: 'values.species', start: [] },
  vaccination_due_within: { shape: 'days', theme: 'pets', start: 30 },
  tags_include: { shape: 'tags', theme: 'tags', start: [] },
  tags_any: { shape: 'tags', theme: 'tags', start: [] },
  tags_exclude: { shape: 'tags', theme: 'tags', start: [] },
  opted_in: { shape: 'choices', theme: 'contact', from: 'permissions', start: [] },
  email_opt_in: { shape: 'yesNo', theme: 'contact', start: true },
  preferred_contact_method: { shape: 'choices', theme: 'contact', from: 'values.channel', start: [] },
  preferred_language: { shape: 'words', theme: 'contact', from: 'languages', start: [] },
  feedback_max_rating: { shape: 'rating', theme: 'contact', start: 2 },
  contact_type: { shape: 'choices', theme: 'person', from: 'values.kind', start: [] },
  city: { shape: 'words', theme: 'person', from: 'cities', start: [] },
  region: { shape: 'words', theme: 'person', from: 'regions', start: [] },
  nationality: { shape: 'words', theme: 'person', from: 'nationalities', start: [] },
  birthday_month: { shape: 'choices', theme: 'person', from: 'segments.month', start: [] },
  acquisition_source: { shape: 'choices', theme: 'person', from: 'values.source', start: [] },
  referred: { shape: 'yesNo', theme: 'person', start: true },
  referrals_min: { shape: 'count', theme: 'person', start: 1 },
  owners: { shape: 'list', theme: '', start: [] },
} as const satisfies Record<string, KeySpec>;

export type RuleKey = keyof typeof keys;
export const themes = ['visits', 'purchases', 'standing', 'pets', 'tags', 'contact', 'person'] as const;

export interface Rule {
  id: number;
  key: RuleKey;
  value: unknown;
  /** Of a purchase: on this day or later. */
  since?: string | undefined;
}

export interface Group {
  id: number;
  kind: GroupKind;
  parts: Part[];
}

export type Part = Rule | Group;

export const isGroup = (part: Part): part is Group => 'parts' in part;
export const specOf = (key: RuleKey): KeySpec => keys[key];

let last = 0;
const next = () => ++last;

export const newRule = (key: RuleKey): Rule => ({ id: next(), key, value: structuredClone(specOf(key).start) });
export const newGroup = (kind: GroupKind, parts: Part[] = []): Group => ({ id: next(), kind, parts });

const isList = (shape: Shape) => ['choices', 'words', 'tags', 'bought', 'list'].includes(shape);

/** The tree of canonical criteria; the root is always a group. */
export function read(criteria: string): Group {
  const json = { ...(JSON.parse(criteria) as Record<string, unknown> | null) };
  delete json.version;
  const part = partOf(json);
  if (part === undefined) return newGroup('all');
  return isGroup(part) ? part : newGroup('all', [part]);
}

function partOf(json: Record<string, unknown>): Part | undefined {
  for (const kind of ['all', 'any', 'none'] as const) {
    const parts = json[kind];
    if (Array.isArray(parts)) return newGroup(kind, parts.flatMap((one) => partOf(one as Record<string, unknown>) ?? []));
  }
  const found = Object.keys(json).filter((key): key is RuleKey => key in keys);
  const about = found.filter((key) => key !== 'bought_since');
  const rules = (about.length > 0 ? about : found).map((key): Rule => {
    const value = json[key];
    const listed = isList(specOf(key).shape) && typeof value !== 'boolean' ? [value].flat() : value;
    const since = specOf(key).shape === 'bought' ? (json.bought_since as string | undefined) : undefined;
    return { id: next(), key, value: listed, since };
  });
  return rules.length > 1 ? newGroup('all', rules) : rules[0];
}

/** Whether a rule says enough to be asked. */
export const isComplete = (rule: Rule) => (Array.isArray(rule.value) ? rule.value.length > 0 || rule.key === 'owners' : rule.value !== null && rule.value !== '');

export interface Written {
  criteria: string;
  /** The parts by their place in the criteria: `0.1` is the second part of the first. */
  places: Map<string, number>;
  /** Rules that are asked. */
  rules: number;
}

/** The criteria of a tree; rules that are not complete, and groups without any, are left out. */
export function write(root: Group): Written {
  const places = new Map<string, number>([['', root.id]]);
  let rules = 0;
  const parts = (group: Group, path: number[]): object[] => {
    const said: object[] = [];
    for (const part of group.parts) {
      const here = [...path, said.length];
      if (isGroup(part)) {
        const inner = parts(part, here);
        if (inner.length === 0) continue;
        said.push({ [part.kind]: inner });
      } else {
        if (!isComplete(part)) continue;
        rules += 1;
        said.push({ [part.key]: part.value, ...(part.since ? { bought_since: part.since } : {}) });
      }
      places.set(here.join('.'), part.id);
    }
    return said;
  };
  const said = parts(root, []);
  const criteria = said.length === 0 ? { everyone: true } : { [root.kind]: said };
  return { criteria: JSON.stringify(criteria), places, rules };
}

/** The group that holds a part, and its place there. */
export function holderOf(root: Group, id: number): { group: Group; at: number; part: Part } | undefined {
  for (const [at, part] of root.parts.entries()) {
    if (part.id === id) return { group: root, at, part };
    const found = isGroup(part) ? holderOf(part, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Turns a part round: into a group of which none may hold, or out of it. */
export function negate(root: Group, id: number): void {
  const found = holderOf(root, id);
  if (!found) return;
  const { group, at, part } = found;
  if (isGroup(part) && part.kind === 'none') part.kind = 'any';
  else if (isGroup(part) && part.kind === 'any') part.kind = 'none';
  else if (group !== root && group.kind === 'none' && group.parts.length === 1) {
    const outer = holderOf(root, group.id);
    if (outer) outer.group.parts[outer.at] = part;
  } else group.parts[at] = newGroup('none', [part]);
}

/** Puts a part into a group of its own, to be joined by others. */
export function nest(root: Group, id: number): void {
  const found = holderOf(root, id);
  if (found) found.group.parts[found.at] = newGroup('any', [found.part]);
}

/** Moves a part among its siblings. */
export function move(root: Group, id: number, by: -1 | 1): void {
  const found = holderOf(root, id);
  const to = (found?.at ?? 0) + by;
  if (!found || to < 0 || to >= found.group.parts.length) return;
  found.group.parts.splice(found.at, 1);
  found.group.parts.splice(to, 0, found.part);
}

/** Takes a part away; a group that is left empty goes with its last one. */
export function remove(root: Group, id: number): void {
  const found = holderOf(root, id);
  if (!found) return;
  found.group.parts.splice(found.at, 1);
  if (found.group !== root && found.group.parts.length === 0) remove(root, found.group.id);
}
