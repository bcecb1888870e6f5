import ArrowDownUp from '@lucide/svelte/icons/arrow-down-up';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import FileText from '@lucide/svelte/icons/file-text';
import Gauge from '@lucide/svelte/icons/gauge';
import Filter from '@lucide/svelte/icons/filter';
import History from '@lucide/svelte/icons/history';
import Gift from '@lucide/svelte/icons/gift';
import ListTodo from '@lucide/svelte/icons/list-todo';
import PawPrint from '@lucide/svelte/icons/paw-print';
import MessageSquareHeart from '@lucide/svelte/icons/message-square-heart';
import Receipt from '@lucide/svelte/icons/receipt';
import SettingsIcon from '@lucide/svelte/icons/settings';
import Sun from '@lucide/svelte/icons/sun';
import Users from '@lucide/svelte/icons/users';

/**
 * The places of the window, in the order of the rail and of Ctrl+1…9; a line stands where the group changes. A count
 * is one of the numbers of the rail.
 */
export const sections = [
  { path: '/', icon: Sun, label: 'shell.today', group: 1 },
  { path: '/owners', icon: Users, label: 'shell.owners', group: 1, count: 'owners' },
  { path: '/pets', icon: PawPrint, label: 'shell.pets', group: 1, count: 'pets' },
  { path: '/agenda', icon: CalendarDays, label: 'shell.agenda', group: 1 },
  { path: '/follow-ups', icon: ListTodo, label: 'shell.followUps', group: 1, count: 'followUps' },
  { path: '/sales', icon: Receipt, label: 'shell.sales', group: 1 },
  { path: '/loyalty', icon: Gift, label: 'shell.loyalty', group: 1 },
  { path: '/feedback', icon: MessageSquareHeart, label: 'shell.feedback', group: 1 },
  { path: '/dashboard', icon: Gauge, label: 'shell.dashboard', group: 2 },
  { path: '/segments', icon: Filter, label: 'shell.segments', group: 2 },
  { path: '/insights', icon: ChartNoAxesColumn, label: 'shell.insights', group: 2 },
  { path: '/reports', icon: FileText, label: 'shell.reports', group: 2 },
  { path: '/import', icon: ArrowDownUp, label: 'shell.import', group: 3 },
  { path: '/history', icon: History, label: 'shell.history', group: 3 },
  { path: '/settings', icon: SettingsIcon, label: 'shell.settings', group: 3 },
] as const;

export type SectionPath = (typeof sections)[number]['path'];
