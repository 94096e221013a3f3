import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { connectWorkbench } from './client/connectWorkbench.ts';
import { useNotifications } from './stores/notifications.ts';
import { useTheme } from './stores/theme.ts';
import './theme/base.css';
import './theme/tokens.css';

const app = createApp(App, { connect: connectWorkbench });
const pinia = createPinia();
app.use(pinia);
useTheme(pinia);

const notifications = useNotifications(pinia);
app.config.errorHandler = (error) => notifications.reportError(error, 'Something in this window went wrong');
window.addEventListener('unhandledrejection', (event) => notifications.reportError(event.reason, 'Something in this window went wrong'));

app.mount('#app');
