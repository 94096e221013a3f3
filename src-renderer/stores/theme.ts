import { usePreferredContrast, usePreferredDark, useStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, watchEffect } from 'vue';

export const themes = ['system', 'light', 'dark', 'highContrast'] as const;
export type ThemePreference = (typeof themes)[number];
export type Theme = Exclude<ThemePreference, 'system'>;

export const themeLabels: Readonly<Record<ThemePreference, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  highContrast: 'High contrast',
};

/** Which of the three sets of tokens is in force; remembered on this machine. Charts watch `theme` and read the tokens again. */
export const useTheme = defineStore('theme', () => {
  const preference = useStorage<ThemePreference>('neuronlearning.theme', 'system');
  const prefersDark = usePreferredDark();
  const contrast = usePreferredContrast();

  const theme = computed<Theme>(() => {
    if (themes.includes(preference.value) && preference.value !== 'system') return preference.value;
    if (contrast.value === 'more') return 'highContrast';
    return prefersDark.value ? 'dark' : 'light';
  });

  watchEffect(
    () => {
      document.documentElement.dataset.theme = theme.value;
    },
    { flush: 'sync' },
  );

  /** Light to dark to high contrast to light. */
  function toggle(): void {
    const order: readonly Theme[] = ['light', 'dark', 'highContrast'];
    preference.value = order[(order.indexOf(theme.value) + 1) % order.length]!;
  }

  return { preference, theme, toggle };
});
