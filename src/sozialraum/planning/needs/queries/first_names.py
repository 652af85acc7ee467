"""Frequent first names of people in German cities, by which a full name in a text is noticed.

A list of our own, short on purpose: it proposes, a person decides. Names that are common words too (August, Mark,
Rosa, Can, Linde) are left out, since each would be found in many sentences that name nobody.
"""

from __future__ import annotations

GERMAN = """
Achim Alexander Alfred Andrea Andreas Angela Angelika Anja Anke Anna Anne Annette Anton Antje Axel Barbara Bärbel
Beate Ben Benjamin Bernd Bernhard Bettina Birgit Björn Brigitte Bruno Carla Carsten Charlotte Christa Christian
Christiane Christina Christine Christoph Claudia Claus Clara Cornelia Daniel Daniela David Dennis Detlef Dieter
Dietmar Dirk Doris Dorothea Edith Elena Elias Elisabeth Elke Ella Emil Emilia Emma Erhard Erich Erika Erna Ernst
Erwin Eva Fabian Felix Finn Florian Franziska Frieda Friedrich Fritz Gabi Gabriele Georg Gerd Gerhard Gerda Gertrud
Gisela Gregor Greta Günter Günther Gudrun Gustav Hanna Hannah Hannelore Hans Harald Hartmut Heike Heiko Heidi
Heidemarie Heinrich Heinz Helga Helmut Henning Henry Herbert Hermann Hildegard Holger Horst Hubert Ilse Ina Ines
Inge Ingeborg Ingo Ingrid Irene Iris Irmgard Isabell Jan Jana Jens Joachim Jochen Johanna Johannes Jonas Jonathan
Jörg Josef Judith Julia Julian Jürgen Jutta Kai Karen Karin Karl Karla Karsten Katharina Käthe Kathrin Katja Katrin
Kerstin Kevin Kirsten Klaus Konrad Kristin Kurt Lara Lars Laura Lea Lena Leni Leon Leonie Lina Linda Lisa Lothar
Louis Luca Ludwig Luis Luisa Lukas Lutz Maik Mandy Manfred Manuela Marcel Marco Margarete Margit Margot Maria
Marianne Marie Marina Mario Marion Markus Marlene Marlies Martha Martin Martina Mathias Mathilda Matthias Maximilian
Melanie Mia Michael Michaela Mike Monika Moritz Nadine Nico Nicole Nils Nina Noah Norbert Olaf Oliver Oskar Otto
Patrick Paul Paula Peer Peggy Peter Petra Philipp Rainer Ralf Ramona Regina Reiner Reinhard Renate Renè René Ricardo
Robert Roland Rolf Ronny Rosemarie Rüdiger Rudolf Ruth Sabine Sandra Sandy Sara Sarah Sascha Sebastian Siegfried
Sigrid Silke Silvia Simon Simone Sonja Sophia Sophie Stefan Stefanie Steffen Stephan Susanne Sven Sybille Tanja Thea
Theo Thomas Thorsten Tim Timo Tobias Tom Torsten Ulrich Ulrike Ursula Ute Uwe Veronika Viktoria Volker Waltraud
Walter Werner Wilfried Wilhelm Wilma Winfried Wolfgang Yvonne
"""
TURKISH = """
Abdullah Adem Ahmet Ali Arzu Asli Aslı Aydin Aydın Ayhan Aylin Aynur Ayse Ayşe Aysel Ayten Baris Barış Berat Beyza
Bülent Burak Burcu Canan Cem Cemal Cemile Cengiz Deniz Derya Dilek Ebru Ecrin Elif Emine Emre Enes Engin Ercan Erdal
Erdem Erdogan Erkan Erol Esra Fadime Fatih Fatma Ferhat Filiz Furkan Gamze Gökhan Gönül Gül Gülay Gülcan Gülsüm
Hacer Hakan Halil Halime Hasan Hatice Havva Hülya Hüseyin Ibrahim İbrahim Ilker Ilknur Ismail İsmail Kadir Kaan
Kemal Kerem Kübra Levent Leyla Mehmet Melek Melike Meltem Meryem Mesut Metin Murat Musa Mustafa Muhammed Nazli Necla
Nesrin Nilgün Nuray Nurcan Okan Onur Orhan Osman Ömer Özgür Özlem Ramazan Recep Rukiye Savas Selin Selma Semra Serap
Serdar Serkan Sevda Sevgi Sevim Seyma Sibel Songül Süleyman Sultan Tarik Tarkan Tayfun Tolga Tuncay Turgut Ufuk Ugur
Ümit Volkan Yasemin Yasin Yavuz Yildiz Yıldız Yunus Yusuf Zehra Zeki Zekiye Zeynep
"""
POLISH = """
Adam Agata Agnieszka Aleksandra Alicja Andrzej Aneta Arkadiusz Artur Bartosz Beata Bogdan Bożena Czesław Damian
Danuta Dariusz Dorota Edyta Elżbieta Elzbieta Ewa Ewelina Grażyna Grzegorz Halina Henryk Irena Iwona Izabela Jacek
Jadwiga Jakub Janina Janusz Jarosław Jerzy Joanna Jolanta Józef Justyna Kamil Karolina Katarzyna Kazimierz Krystyna
Krzysztof Leszek Łukasz Lukasz Maciej Magdalena Małgorzata Malgorzata Marcin Marek Mariusz Marta Mateusz Michał
Michal Mirosław Monika Natalia Paweł Pawel Piotr Przemysław Rafał Rafal Ryszard Sławomir Stanisław Stanislaw Sylwia
Szymon Tadeusz Teresa Tomasz Urszula Waldemar Wiesław Witold Wojciech Zbigniew Zdzisław Zofia
"""
RUSSIAN = """
Aleksandr Aleksej Alena Alina Alla Anastasia Anastasija Anatoli Andrej Andrey Anton Antonina Boris Darja Denis
Dimitri Dmitri Dmitrij Dmytro Ekaterina Elena Evgeni Evgenij Evgenia Galina Gennadi Grigori Igor Ilja Inna Irina
Iwan Ivan Jelena Jekaterina Julija Jurij Juri Katerina Kirill Konstantin Ksenia Larissa Larisa Leonid Lidia Lidija
Ljubow Ljudmila Ludmila Marija Maxim Mihail Michail Mykola Nadeschda Nadja Natalja Nataliya Nikita Nikolai Nikolaj
Oksana Oleg Oleksandr Olena Olga Pavel Pawel Polina Raisa Roman Ruslan Sergei Sergej Serhij Stanislav Stepan
Svetlana Swetlana Tamara Tatiana Tatjana Valentina Valeri Vasili Vera Viktor Vitali Vladimir Volodymyr Wadim Wasilij
Wera Wladimir Yulia Yuri Александр Анна Владимир Дмитрий Елена Иван Ирина Мария Наталья Олег Ольга Сергей Светлана
Татьяна
"""
ARABIC = """
Abdul Abdulrahman Abdelkader Abeer Abu Adnan Aischa Aisha Ahmad Ahmed Alaa Amal Amani Amina Amira Amir Anas Asma
Ayman Aziz Bashar Basel Bilal Dalia Dima Fadi Fahad Faisal Farah Farid Faten Fatima Ghada Hadi Hala Hamid Hamza Hana
Hanan Haidar Hani Hassan Hatem Heba Hisham Huda Hussein Ibtisam Iman Jamal Jamila Jasmin Kamal Karim Khadija Khaled
Khalid Layla Lamia Lina Mahdi Maher Mahmoud Mahmud Majed Malik Manal Mariam Marwa Marwan Maya Mohamad Mohamed
Mohammad Mohammed Mona Mounir Muna Mustapha Nabil Nadia Nadim Naima Nasser Nawal Nour Noor Omar Othman Qasim Rabia
Rafik Raed Rami Rania Rashid Reem Rima Saad Safaa Said Salah Salem Salim Salma Samer Samir Samira Sana Sawsan Selim
Sami Tarek Tariq Wael Walid Wissam Yahya Yara Yasser Yousef Youssef Zahra Zainab Ziad
"""
FIRST_NAMES = frozenset(" ".join((GERMAN, TURKISH, POLISH, RUSSIAN, ARABIC)).split())
