// Sample data of a city that does not exist. Trips in thousands a day; shares in per cent of all trips.
window.TRIPS = {
  years: [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025],
  series: [
    { id: 'car', label: 'Car', values: [352, 355, 351, 346, 338, 301, 309, 300, 281, 262, 241] },
    { id: 'transit', label: 'Transit', values: [228, 236, 243, 249, 255, 168, 182, 214, 246, 272, 289] },
    { id: 'bicycle', label: 'Bicycle', values: [181, 190, 204, 221, 240, 262, 291, 327, 356, 385, 412] },
  ],
};

window.DISTRICTS = [
  { name: 'Old Town', share: 58 },
  { name: 'Harbour', share: 51 },
  { name: 'University', share: 47 },
  { name: 'Eastfield', share: 34 },
  { name: 'Hillside', share: 22 },
];
