import { asFailure, complain } from '$lib/api/call';
import { api } from '$lib/api/commands';
import type { Effects, Id, Member, Preview, RuleEffect, MemberSums, SegmentRow } from '$lib/api/commands';
import { Latest } from '$lib/state/latest';
import { preferences } from '$lib/state/preferences.svelte';
import { inTurn } from '$lib/state/turns';
import { saving, undo } from '$lib/state/undo.svelte';
import { t } from '$lib/words';

import { newGroup, read, write, type Group } from './rules';

const sampleSize = 8;

interface Draft {
  name: string;
  criteria: string;
}

/** A segment being built: its rules, and what they give at every moment. */
export class Builder {
  row = $state.raw<SegmentRow>();
  name = $state('');
  root = $state<Group>(newGroup('all'));
  preview = $state.raw<Preview>();
  effects = $state.raw<Effects>();
  sums = $state.raw<MemberSums>();
  sample = $state.raw<Member[]>([]);
  isOpen = $state(false);
  /** The path of the rule that the core could not read. */
  trouble = $state<string>();
  written = $derived(write(this.root));
  #kept = $state('');
  #id: Id | undefined;
  #counts = new Latest();
  #effects = new Latest();
  #sums = new Latest();
  #samples = new Latest();

  get isNew(): boolean {
    return this.row === undefined;
  }

  get isChanged(): boolean {
    return this.written.criteria !== this.#kept || this.name.trim() !== (this.row?.segment.name ?? '');
  }

  get canSave(): boolean {
    return this.written.rules > 0 && this.isChanged && this.trouble === undefined;
  }

  /** Show a segment, or an empty one. */
  async open(id: Id | undefined): Promise<void> {
    try {
      this.#id = id;
      if (id !== undefined) this.adopt(await api.segmentsGet(id, preferences.language));
      else this.#kept = this.written.criteria;
      const draft = await inTurn(this.#key, () => api.draftsGet(this.#key));
      if (draft !== null) this.#take(JSON.parse(draft.value) as Draft);
      this.isOpen = true;
      await this.ask();
    } catch (error) {
      complain(error);
    }
  }

  get #key(): string {
    return `segment.${this.#id ?? 'new'}`;
  }

  #take(draft: Draft): void {
    this.name = draft.name;
    this.root = read(draft.criteria);
  }

  /** What is being edited survives a crash and another screen in between. */
  async keep(): Promise<void> {
    const draft: Draft = { name: this.name, criteria: this.written.criteria };
    const [key, isHalfDone] = [this.#key, this.isChanged && this.written.rules > 0];
    // A draft is a comfort; what is saved is not at stake.
    await inTurn(key, () => (isHalfDone ? api.draftsSet(key, JSON.stringify(draft)) : api.draftsClear(key))).catch(() => undefined);
  }

  /** Back to what was saved last. */
  async discard(): Promise<void> {
    if (this.row) this.adopt(this.row);
    else this.#take({ name: '', criteria: '{}' });
    await Promise.all([this.keep(), this.ask()]);
  }

  adopt(row: SegmentRow): void {
    this.row = row;
    this.name = row.segment.name;
    this.root = read(row.segment.criteria);
    this.#kept = write(this.root).criteria;
  }

  /** Count anew: first how many, then what each rule does. */
  async ask(): Promise<void> {
    const { criteria } = this.written;
    try {
      const found = await this.#counts.of(() => api.segmentsPreview(criteria, sampleSize, preferences.language));
      if (!found) return;
      this.trouble = undefined;
      this.preview = found.value;
      this.sample = found.value.members;
      this.#samples.forget();
      const effects = await this.#effects.of(() => api.segmentsEffects(criteria, preferences.language));
      if (!effects) return;
      this.effects = effects.value;
      const sums = await this.#sums.of(() => api.segmentsSums(criteria));
      if (sums) this.sums = sums.value;
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'invalid') this.trouble = failure.field;
      else complain(error);
    }
  }

  /** What a part does, by its number. */
  effectOf(id: number): RuleEffect | undefined {
    return this.effects?.rules.find((effect) => this.written.places.get(effect.path.join('.')) === id);
  }

  /** Others of them. */
  async others(): Promise<void> {
    const after = this.sample.at(-1)?.id ?? null;
    try {
      const page = await this.#samples.of(() => api.segmentsMembers(this.written.criteria, null, after, sampleSize));
      if (!page) return;
      this.sample = page.value.members.length > 0 ? page.value.members : (this.preview?.members ?? []);
    } catch (error) {
      complain(error);
    }
  }

  /** Keep it. Gives its number. */
  async save(): Promise<Id | undefined> {
    const segment = { name: this.name.trim(), slug: null, description: this.row?.segment.description ?? null, criteria: this.written.criteria };
    const write = this.row
      ? api.segmentsUpdate(this.row.segment.id, segment, preferences.language)
      : api.segmentsCreate(segment, preferences.language);
    const done = await saving(write, t('segments.saved'));
    if (!done) return undefined;
    await inTurn(this.#key, () => api.draftsClear(this.#key)).catch(() => undefined);
    this.adopt(await api.segmentsGet(done.value.id, preferences.language));
    return done.value.id;
  }

  /** Read it again after somebody else's change; what is being edited stays. */
  async refresh(): Promise<void> {
    const id = this.row?.segment.id;
    if (id !== undefined && !this.isChanged) {
      try {
        this.adopt(await api.segmentsGet(id, preferences.language));
      } catch (error) {
        // An undo may have taken it away.
        if (asFailure(error).code === 'not_found') this.row = undefined;
        else complain(error);
      }
    }
    await this.ask();
    void undo.refresh();
  }
}
