import type { Component } from 'svelte';

/** An icon that can be handed to a part. */
export type Icon = Component<{ class?: string; 'aria-hidden'?: boolean | 'true' }>;
