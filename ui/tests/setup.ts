import '@fontsource-variable/inter/wght.css';
import '../src/styles/app.css';

import './words';
