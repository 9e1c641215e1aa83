/** Surname, first letters and weight; the weights are our own, shaped after the Hakka counties of northern Guangdong. */
export const SURNAMES = (
  '张 z 96;陈 c 92;李 l 78;刘 l 62;黄 h 60;林 l 46;何 h 40;赖 l 38;沈 s 34;邓 d 34;罗 l 34;曾 z 33;谢 x 32;叶 y 28;吴 w 28' +
  ';朱 z 26;胡 h 26;许 x 26;钟 z 25;温 w 24;徐 x 24;丘 q 22;官 g 20;涂 t 20;廖 l 20;杨 y 19;甘 g 17;华 h 16;郭 g 16;周 z 1' +
  '5;邱 q 15;王 w 15;梁 l 14;范 f 12;包 b 12;彭 p 11;蓝 l 10;肖 x 10;欧 o 10;邹 z 10;潘 p 9;蔡 c 9;巫 w 8;郑 z 8;余 y 8;江 ' +
  'j 8;戴 d 8;吕 l 7;冯 f 7;古 g 7;侯 h 6;练 l 5;卢 l 5;麦 m 5;聂 n 5;饶 r 5;成 c 4;骆 l 4;欧阳 oy 4;龚 g 4;伍 w 4;阙 q 3;雷 ' +
  'l 3;盘 p 3;赵 z 3;孙 s 3;马 m 3;苏 s 3;袁 y 3;覃 q 2;严 y 2;幸 x 2;神 s 2;易 y 2;车 c 1;万 w 1;'
)
  .split(';')
  .filter(Boolean);

/**
 * Characters of given names by gender and by generation of birth: before 1950, 1950-1969, 1970-1989, 1990-2004, from
 * 2005. Chosen for their sound of the time; combined at random, so that no name is taken from a person.
 */
export const GIVEN: Readonly<Record<'1' | '2', readonly string[]>> = {
  '1': [
    '福生贵金水火土石养来发财炳昌添寿荣亚观林春木松桂汉新庆仁义德才清海云龙华南国民文光顺有天元永世胜连进宗祥',
    '建国军民伟明华平强志文新生荣光辉林雄忠勇德贵福春锋少永庆海英才金水东红卫胜利学良武昌兴振南清松柏',
    '伟强军勇杰辉斌峰明志文健涛波鹏飞超俊林海宁威龙翔国华东亮刚平建永少武雄勤锋荣清嘉子浩锐振达',
    '俊杰浩宇豪伟鹏嘉文志明辉鑫健涛宏泽锋翔龙威凯超帆锐铭皓彬烨晨林坤磊桐誉钧恒翰',
    '宇轩浩然子梓俊泽铭睿涵博文辰煜皓熙宸瑞霖钧锦骏逸航哲恩佑承彦一诺言嘉沐安晨景桓',
  ],
  '2': [
    '娣妹英兰秀凤玉桂莲香珍招带银金娇月细春梅花菊容连观水群庚有新燕贞清桃瑞妙云',
    '秀英兰芳珍玉梅琼红丽华凤桂莲香容娇群燕惠月云翠春清金银彩爱素淑美珠娟琴',
    '丽红燕芳敏静娟霞艳婷玲萍慧琴英梅秀珍凤玉琼惠云花娇芬菊莲群彩美雪晓小春海',
    '婷怡敏雪诗颖欣慧晓梦佳美琳莹丽思洁媛嘉惠玲艳娜倩燕雯蓉蕾瑶文钰妍静丹彤芷',
    '涵萱怡诗雨欣梓妍琪彤悦颖芷晴瑶语馨雅思心可玥汐依然诺婉琳钰宁紫若嘉恩熙沐钥',
  ],
};

/** Every character above followed by the first letter of its sound. */
export const INITIALS =
  '一y世s东d丹d丽l义y云y亚y亮l仁r伟w佑y佳j依y俊j倩q健j元y光g兰l兴x养y军j凤f凯k刚g利l勇y勤q华h南n博b卫w发f可k哲z嘉j国g土t坤k天t妍y妙m妹m威w娇j娜n娟j娣d婉w婷t媛y' +
  '子z学x宁n宇y安a宏h宗z宸c容r寿s小x少s峰f帆f带d平p庆q庚g建j强q彤t彦y彩c彬b德d心x志z忠z思s怡y恒h恩e悦y惠h慧h才c承c招z振z敏m文w斌b新x昌c明m春c晓x晨c景j晴q月y有y' +
  '木m来l杰j松s林l柏b桂g桃t桐t桓h梅m梓z梦m欣x武w民m水s永y汉h汐x沐m波b泽z洁j浩h海h涛t涵h淑s添t清q火h炳b烨y然r煜y熙x燕y爱a玉y玥y玲l珍z珠z琪q琳l琴q琼q瑞r瑶y生s皓h' +
  '睿r石s磊l祥x福f秀x素s紫z红h细x美m群q翔x翠c翰h胜s航h良l艳y芬f花h芳f芷z若r英y荣r莲l莹y菊j萍p萱x蓉r蕾l观g言y誉y诗s语y诺n豪h贞z财c贵g超c轩x辉h辰c达d进j连l逸y金j' +
  '鑫x钥y钧j钰y铭m银y锋f锐r锦j雄x雅y雨y雪x雯w霖l霞x静j顺s颖y飞f香x馨x骏j鹏p龙l';
