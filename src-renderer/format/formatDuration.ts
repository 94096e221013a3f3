/** A time in two units at most: "0.4 s", "12 s", "3 min 5 s", "2 h 10 min", "3 d 4 h". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return inTwo(whole, 60, 'min', 1, 's');
  if (whole < 86_400) return inTwo(whole, 3600, 'h', 60, 'min');
  return inTwo(whole, 86_400, 'd', 3600, 'h');
}

/** A time that is guessed: from ten minutes on nobody knows the seconds. */
export function formatEstimate(seconds: number): string {
  return formatDuration(seconds < 600 ? seconds : 60 * Math.round(seconds / 60));
}

function inTwo(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const whole = Math.floor(seconds / large);
  const rest = Math.floor((seconds % large) / small);
  return rest === 0 ? `${whole} ${largeName}` : `${whole} ${largeName} ${rest} ${smallName}`;
}
