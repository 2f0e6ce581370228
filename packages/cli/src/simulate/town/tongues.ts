/** Long texts in other languages and scripts, as they are really written: nothing in them may be changed by anybody who cleans. */

import type { Dice } from '@steward/sandbox/dice.ts';

const TONGUES: readonly { title: string; lines: readonly string[] }[] = [
  {
    title: 'Показания счётчика теряются при переходе на летнее время',
    lines: [
      'После перевода часов показания за один час исчезают.',
      'Ожидалось, что час будет посчитан дважды или ни разу.',
    ],
  },
  {
    title: '导入两次后余额不正确',
    lines: ['第二次导入同一个文件之后，余额变成了原来的两倍。', '请检查去重的逻辑是否正确。'],
  },
  {
    title: 'الفواتير القديمة لا تظهر في التقرير',
    lines: ['عند فتح التقرير الشهري لا تظهر الفواتير التي تعود إلى ما قبل عام ١٩٧٠.', 'هل هذا مقصود؟'],
  },
  {
    title: 'मीटर की रीडिंग शून्य से नीचे जाती है',
    lines: ['दो मीटर वाले ग्राहकों के लिए रीडिंग ऋणात्मक हो जाती है।', 'क्‍या इसे ठीक किया जा सकता है?'],
  },
  {
    title: 'می‌خواهم گزارش ماهانه را دوباره ببینم',
    lines: ['گزارش‌های ماهانه پس از به‌روزرسانی دیده نمی‌شوند.', 'لطفاً راهنمایی کنید.'],
  },
  {
    title: 'Η εξαγωγή χάνει τους τόνους',
    lines: ['Στο αρχείο που εξάγεται λείπουν όλοι οι τόνοι.', 'Συμβαίνει μόνο με παλιές εκδόσεις.'],
  },
  {
    title: 'ใบเสร็จพิมพ์ซ้ำสองครั้ง',
    lines: ['ทุกสิ้นเดือนใบเสร็จจะถูกพิมพ์ออกมาสองครั้ง', 'รบกวนตรวจสอบด้วยครับ'],
  },
  {
    title: 'İğne ucu kadar küçük değerler ıskalanıyor',
    lines: ['Çok küçük değerler sıfır olarak okunuyor.', 'Büyük İ ve küçük ı harfleri de karışıyor.'],
  },
  {
    title: 'Emoji 👩‍👩‍👧‍👦 und 1️⃣ kommen zerlegt an, Ärger mit Größe ß',
    lines: ['Aus 👩🏽‍💻 werden zwei Zeichen, aus é manchmal e und ´.', 'Umlaute wie ä, ö, ü sind betroffen.'],
  },
  {
    title: '절전 모드에서 동기화가 멈춥니다',
    lines: ['노트북이 절전 모드로 들어가면 동기화가 다시 시작되지 않습니다.', '로그에는 아무것도 남지 않습니다.'],
  },
];

export function foreignText(dice: Dice): { title: string; body: string } {
  const { title, lines } = dice.pick(TONGUES);
  const body = Array.from({ length: dice.between(2, 30) }, () => dice.pick(lines)).join('\n\n');
  return { title, body };
}
